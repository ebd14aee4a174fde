import { loadProfile } from '../../../../bots/profiles.ts'
import type { Grant, Note, Official } from '../../../../core/app/ports.ts'
import type { Answer, Evidence } from '../../../../core/intake/form.ts'
import type { PaperFacts } from '../../../../core/report/papers/facts.ts'
import type { PaperSpec, Profile } from '../../../../core/sop/sop.ts'
import { indonesian } from '../../../../core/text/words.ts'
import type { Rules, TicketCommand } from '../../../../core/ticket/commands.ts'
import { decide } from '../../../../core/ticket/decide.ts'
import { fold } from '../../../../core/ticket/evolve.ts'
import type { Actor, HeldRole, Inputs, Ticket, TicketEvent } from '../../../../core/ticket/ticket.ts'
import { at, jakarta } from '../../../fixtures/calendars.ts'

export const words = indonesian

type Player = { name: string; roles: HeldRole[]; official?: Omit<Official, 'name'>; deputy?: Grant['deputy'] }

/** Something somebody did: when, who, and which outcome with what; or another command than an outcome. */
type Act = { at: string; by: string } & (
  { outcome: string; inputs?: Inputs } | { command: 'confirm' | 'dispute' }
)

export type Story = {
  sop: string
  letterhead: PaperFacts['letterhead']
  agency: string
  players: Record<string, Player>
  requester: string
  category: string
  answers: Record<string, Answer>
  evidence?: Evidence[]
  opened: string
  received?: string
  recordedBy?: string
  channel?: string
  complete?: boolean
  notes: Record<string, string>
  photos?: Record<string, Evidence[]>
  acts: Act[]
  numbers?: Ticket['numbers']
}

export const told = (shown: string, value = shown): Answer => ({ value, shown })
export const note = (id: string) => ({ note: id })

/** The profile as shipped. */
function profileOf(sop: string): Profile {
  const loaded = loadProfile(sop)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.profile
}

/** The ticket as the story went, played through the engine, and all a paper may draw from. */
export function play(story: Story): PaperFacts {
  const profile = profileOf(story.sop)
  const calendar = { ...jakarta, zone: profile.timeZone }
  const rolesOf = (person: string) => story.players[person]?.roles ?? []
  const rules: Rules = { profile, calendar, limits: {}, rolesOf }
  const when = (text: string) => at(text, profile.timeZone)
  const events: TicketEvent[] = []
  let ticket: Ticket | null = null
  const run = (command: TicketCommand, now: Date) => {
    const decision = decide(rules, ticket, command, now)
    if (!decision.ok) throw new Error(`${command.kind} refused: ${JSON.stringify(decision.refusal)}`)
    events.push(...decision.events)
    ticket = fold(decision.events, ticket)
  }
  const actor = (person: string): Actor =>
    person === story.requester
      ? { kind: 'requester', person }
      : { kind: 'staff', person, roles: rolesOf(person) }

  run(
    {
      kind: 'open',
      id: '1042',
      number: `${profile.prefix}-1042`,
      service: story.sop,
      profile: 'hash',
      draft: null,
      requester: story.requester,
      category: story.category,
      complete: story.complete ?? true,
      channel: story.channel ?? 'telegram',
      by: story.recordedBy ?? story.requester,
      ...(story.received === undefined ? {} : { received: when(story.received) }),
    },
    when(story.opened),
  )
  for (const act of story.acts) {
    const by = actor(act.by)
    if ('command' in act) run({ kind: act.command, by }, when(act.at))
    else run({ kind: 'choose', by, choice: { outcome: act.outcome }, inputs: act.inputs ?? {} }, when(act.at))
  }
  for (const [paper, { letter, agenda }] of Object.entries(story.numbers ?? {}))
    run(
      { kind: 'number', by: actor(story.recordedBy ?? officerOf(story)), paper, letter, agenda },
      when(story.opened),
    )

  return {
    agency: story.agency,
    letterhead: story.letterhead,
    profile,
    file: {
      ticket: ticket as unknown as Ticket,
      answers: story.answers,
      evidence: story.evidence ?? [],
      origin: story.recordedBy === undefined ? { channel: 'telegram', chat: '7' } : null,
    },
    events,
    notes: new Map(Object.entries(story.notes).map(([id, text]) => [id, noteOf(story, id, text)])),
    names: new Map(Object.entries(story.players).map(([id, { name }]) => [id, name])),
    officials: new Map(
      Object.entries(story.players).flatMap(([id, { name, official }]) =>
        official ? [[id, { name, ...official }] as const] : [],
      ),
    ),
    grants: Object.entries(story.players).flatMap(([person, { roles, deputy }]) =>
      roles.map(({ role, unit = null }) => ({
        service: story.sop,
        role,
        unit,
        person,
        ...(deputy ? { deputy } : {}),
      })),
    ),
    fileKey: ({ unique }) => `tickets/1042/${unique}`,
    calendar,
    zone: profile.timeZone,
    now: when('2026-11-20 09:30'),
  }
}

function officerOf(story: Story): string {
  return Object.keys(story.players).find((id) => id !== story.requester) ?? ''
}

function noteOf(story: Story, id: string, text: string): Note {
  return {
    id,
    ticket: '1042',
    author: null,
    text,
    evidence: story.photos?.[id] ?? [],
    at: at(story.opened),
  }
}

/** The paper of that id. */
export function paperOf({ profile }: PaperFacts, id: string): PaperSpec {
  const spec = profile.papers.find((paper) => paper.id === id)
  if (!spec) throw new Error(`${profile.id} has no paper ${id}`)
  return spec
}

export function photo(unique: string, caption: string): Evidence {
  return { what: 'photo', file: { channel: 'telegram', id: unique, unique }, caption }
}
