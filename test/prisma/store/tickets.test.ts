import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadProfile, shippedProfiles } from '../../../bots/profiles.ts'
import type { Store } from '../../../core/app/ports.ts'
import { exitKinds, type InputSpec, type Profile } from '../../../core/sop/sop.ts'
import type { Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import {
  openRun,
  priorities,
  secrecies,
  type Actor,
  type HeldRole,
  type InputValue,
  type Ticket,
} from '../../../core/ticket/ticket.ts'
import { jakarta } from '../../fixtures/calendars.ts'
import { minute } from '../../fixtures/samples.ts'
import { openStore } from './open-store.ts'

const profile = shipped('tik-banten')
const everyRole: HeldRole[] = Object.keys(profile.roles).flatMap((role) => [
  { role },
  ...Object.keys(profile.units).map((unit) => ({ role, unit })),
])
const rules: Rules = { profile, calendar: jakarta, limits: {}, rolesOf: () => everyRole }

function shipped(id: string): Profile {
  const loaded = loadProfile(id)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.profile
}

/** Everything that might be done to a ticket next, allowed or not. */
function commands(ticket: Ticket, staff: string[]): TicketCommand[] {
  const requester: Actor = { kind: 'requester', person: ticket.requester }
  const step = profile.steps.find(({ id }) => id === openRun(ticket)?.step)
  return staff.flatMap((person): TicketCommand[] => {
    const by: Actor = { kind: 'staff', person, roles: everyRole }
    return [
      ...(step?.outcomes ?? []).map((outcome): TicketCommand => ({
        kind: 'choose',
        by,
        choice: { outcome: outcome.id },
        inputs: Object.fromEntries(outcome.needs.map((id) => [id, inputOf(profile.inputs[id]!, staff)])),
      })),
      { kind: 'claim', by },
      { kind: 'release', by },
      { kind: 'assign', by, to: staff[0]! },
      { kind: 'pause', by, reason: 'note-p' },
      { kind: 'resume', by },
      { kind: 'answer', by, note: 'note-a' },
      { kind: 'note', by, note: 'note-n' },
      { kind: 'message', by: requester, note: 'note-m' },
      { kind: 'confirm', by: requester },
      { kind: 'dispute', by: requester },
      { kind: 'complete', by },
      ...priorities.map((priority): TicketCommand => ({ kind: 'prioritise', by, priority })),
      ...profile.categories.map(({ id }): TicketCommand => ({ kind: 'reclassify', by, category: id })),
      { kind: 'answer', by, note: 'note-v', via: 'telepon' },
      ...secrecies.map((secrecy): TicketCommand => ({ kind: 'keep-secret', by, secrecy })),
      { kind: 'announce', by, note: 'note-g' },
      { kind: 'end-announcement', by },
      { kind: 'join', by: { kind: 'requester', person }, note: null },
      { kind: 'link', by, to: { ...ticket, id: '999', linkedTo: null } },
      { kind: 'show-phone', by },
      { kind: 'number', by, paper: profile.papers[0]!.id, letter: '005/1', agenda: null },
      { kind: 'exit', by, exit: exitKinds[2], reason: 'note-x', other: 'TIK-1000' },
      { kind: 'reopen', by, reason: 'note-r' },
    ]
  })
}

function inputOf(spec: InputSpec, staff: string[]): InputValue {
  switch (spec.kind) {
    case 'text':
      return { note: 'note-t' }
    case 'choice':
      return { choice: spec.options?.[0]?.id ?? '' }
    case 'unit':
      return { unit: Object.keys(profile.units)[0] ?? '' }
    case 'staff':
      return { staff: staff[1]! }
    case 'checklist':
      return { checked: [spec.options?.[0]?.id ?? ''] }
    case 'evidence':
      return { evidence: 'note-e', files: 2, photos: 1 }
    case 'date':
      return { date: '2026-11-16' }
    case 'priority':
      return { choice: 'critical' }
    case 'secrecy':
      return { choice: 'secret' }
  }
}

/** Opens a ticket and lets `picks` decide what happens to it; after each step the store must have what the events say. */
async function live(store: Store, staff: string[], complete: boolean, picks: number[]): Promise<string[]> {
  const seen: string[] = []
  const id = await store.transaction(async (tx) => {
    const id = await tx.tickets.nextId()
    const opened = decide(rules, null, openingOf(profile, id, staff[0]!, complete), minute(0))
    if (!opened.ok) throw new Error(opened.refusal.code)
    const file = { answers: {}, evidence: [], origin: { channel: 'telegram', chat: '1' } as const }
    await tx.tickets.create({ ticket: fold(opened.events)!, ...file }, opened.events, null)
    return id
  })
  for (const [turn, pick] of picks.entries()) {
    await store.transaction(async (tx) => {
      const file = (await tx.tickets.load(id))!
      expect(file.ticket).toEqual(fold(await tx.tickets.events(id)))
      const at = minute((turn + 1) * 7)
      const allowed = commands(file.ticket, staff).flatMap((command) => {
        const decision = decide(rules, file.ticket, command, at)
        return decision.ok ? [{ command, events: decision.events }] : []
      })
      // Three times in four on its way through the rows, where there is one.
      const kinds = [...new Set(allowed.map(({ command }) => command.kind))]
      const onward = pick % 4 !== 0 && kinds.includes('choose')
      const kind = onward ? 'choose' : kinds[(pick >> 1) % kinds.length]
      const pool = allowed.filter(({ command }) => command.kind === kind)
      const { events } = pool[(pick >> 5) % pool.length]!
      seen.push(...events.map((event) => event.kind))
      const ticket = fold(events, file.ticket)!
      await tx.tickets.save({ ...file, ticket }, file.ticket.version, events, null)
      expect((await tx.tickets.peek(id))?.ticket).toEqual(ticket)
    })
  }
  return seen
}

function openingOf(of: Profile, id: string, requester: string, complete: boolean): TicketCommand {
  return {
    kind: 'open',
    id,
    number: `${of.prefix}-${id}`,
    service: of.id,
    profile: 'hash',
    draft: `draft-${id}`,
    requester,
    category: of.categories[0]!.id,
    complete,
    channel: 'telepon',
    by: requester,
    received: minute(-30),
  }
}

test('a stored ticket is the fold of its events, whatever happens to it', { timeout: 60_000 }, async () => {
  const { store } = await openStore()
  const staff = await store.transaction(async (tx) => [
    (await tx.people.meet('telegram', { id: '7', name: 'Sari' })).id,
    (await tx.people.meet('telegram', { id: '8', name: 'Budi' })).id,
  ])
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.noBias(fc.array(fc.nat(), { maxLength: 40 })),
      async (complete, picks) => {
        for (const kind of await live(store, staff, complete, picks)) seen.add(kind)
      },
    ),
    { numRuns: 60, seed: 2 },
  )
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...['climbed', 'resumed', 'outcome-chosen', 'exited', 'reopened', 'released'],
      ...['announced', 'joined', 'linked', 'numbered', 'secrecy-set', 'completed-intake', 'phone-shown'],
    ]),
  )
})

test('a ticket keeps the profile it was opened under', async () => {
  const { store } = await openStore()
  await store.transaction(async (tx) => {
    for (const id of shippedProfiles()) {
      await tx.profiles.put(`hash-${id}`, shipped(id))
      await tx.profiles.put(`hash-${id}`, { ...shipped(id), title: 'lain' })
      expect(await tx.profiles.get(`hash-${id}`)).toEqual(shipped(id))
    }
    expect(await tx.profiles.get('hash')).toBeNull()
  })
})
