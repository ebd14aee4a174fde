import { begin, step, type DialogueContext } from '../intake/dialogue.ts'
import {
  formOf,
  isIdentity,
  type DialogueEffect,
  type DialogueInput,
  type Draft,
  type Known,
} from '../intake/form.ts'
import { missingFields } from '../notify/facts.ts'
import { encodePress } from '../staff/press.ts'
import { officeOf, openTicket } from './act.ts'
import type { Content } from './content.ts'
import { serviceOf, type Service } from './desk.ts'
import { archive, showStatus, tellAgents } from './own-tickets.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

/**
 * The complaint this chat is writing. One that was submitted is not one any more: it is kept until the ticket is
 * known to be stored, so that a crash in between loses nothing.
 */
export async function loadDraft(turn: PersonTurn): Promise<Draft | null> {
  const draft = await turn.drafts.load(ownerOf(turn))
  if (!draft || draft.lastInput === turn.inbox) return draft
  const submitted = draft.effects.some((effect) => effect.kind === 'submit')
  if (!submitted || !(await turn.tx.tickets.byDraft(draft.id))) return draft
  await turn.drafts.clear(draft.owner)
  return null
}

/** Starts a complaint, with the first message where there is one. The service is asked where the desk has several. */
export async function beginIntake(turn: PersonTurn, first: Content | null, chosen?: string): Promise<void> {
  const { desk, words } = turn.app
  const owner = `service:${ownerOf(turn)}`
  const waiting = chosen === undefined ? null : await turn.tx.prompts.get(owner, turn.now)
  const service =
    chosen === undefined ? (desk.services.length === 1 ? desk.services[0] : null) : serviceOf(desk, chosen)
  if (!service) {
    const expires = new Date(turn.now.getTime() + 24 * 3_600_000)
    await turn.tx.prompts.put({ owner, ticket: null, intent: first, expires })
    const buttons = desk.services.map((s) => [
      { label: s.profile.title, press: encodePress({ kind: 'service', service: s.id }) },
    ])
    return say(turn, { text: words.requester.chooseService, buttons })
  }
  await turn.tx.prompts.clear(owner)
  const content = first ?? (waiting?.intent as Content | null | undefined) ?? null
  const input = content && ({ id: turn.inbox, ...content.input } as DialogueInput)
  const seed = { id: turn.app.newId(), owner: ownerOf(turn), input }
  const [draft, effects] = begin(await contextOf(turn, service), seed, turn.now)
  await perform(turn, service, { ...draft, lastInput: turn.inbox }, effects)
}

/** The next step of the dialogue. */
export async function continueIntake(turn: PersonTurn, draft: Draft, input: DialogueInput): Promise<void> {
  const service = serviceOf(turn.app.desk, draft.service)
  if (!service) {
    await turn.drafts.clear(draft.owner)
    return beginIntake(turn, null)
  }
  const [next, effects] = step(await contextOf(turn, service), draft, input, turn.now)
  await perform(turn, service, next, effects)
}

/** A button of the dialogue. One of a complaint already sent tells its number; any other old one is stale. */
export async function pressDraft(turn: PersonTurn, id: string, value: string): Promise<void> {
  const w = turn.app.words.requester
  const sent = await turn.tx.tickets.byDraft(id)
  if (sent) return respond(turn, w.alreadyOpened(sent.ticket.number))
  const draft = await loadDraft(turn)
  if (!draft || draft.id !== id) return respond(turn, w.staleButton)
  acknowledge(turn)
  await continueIntake(turn, draft, { id: turn.inbox, kind: 'press', value })
}

async function perform(
  turn: PersonTurn,
  service: Service,
  draft: Draft,
  effects: DialogueEffect[],
): Promise<void> {
  const cancelled = effects.some((effect) => effect.kind === 'cancel')
  await (cancelled ? turn.drafts.clear(draft.owner) : turn.drafts.save(draft))
  for (const effect of effects) {
    switch (effect.kind) {
      case 'say':
        say(turn, { text: effect.text, buttons: effect.buttons, asksContact: effect.asksContact })
        break
      case 'submit':
        await submit(turn, service, draft)
        break
      case 'call-agent':
        await tellAgents(turn)
        break
      case 'show-status':
        await showStatus(turn, turn.app.words.requester.noOtherTickets)
        break
      case 'cancel':
      case 'secret-seen':
        break
    }
  }
}

/** Opens the ticket; the unique draft id lets a second submission find the first one's number. */
async function submit(turn: PersonTurn, service: Service, draft: Draft): Promise<void> {
  const { profile, profileHash } = service
  const sent = await turn.tx.tickets.byDraft(draft.id)
  if (sent) return say(turn, { text: turn.app.words.requester.alreadyOpened(sent.ticket.number) })
  const id = await turn.tx.tickets.nextId()
  const office = await officeOf(turn.tx, turn.app.desk, { service: service.id, profile: profileHash })
  const category = profile.form.find((f) => f.kind === 'category')
  await openTicket(
    turn,
    office,
    { answers: draft.answers, evidence: draft.evidence, origin: turn.chat },
    {
      kind: 'open',
      id,
      number: `${profile.prefix}-${id}`,
      service: service.id,
      profile: profileHash,
      draft: draft.id,
      requester: turn.person.id,
      category: (category && draft.answers[category.id]?.value) ?? profile.categories[0]?.id ?? '',
      complete: missingFields(profile, draft.answers).length === 0,
    },
  )
  turn.out.push(...draft.evidence.map(({ file }) => archive(id, file)))
  if (!draft.forColleague) await turn.tx.people.remember(turn.person.id, identityIn(service, draft.answers))
}

/** What of the answers describes the person, and is offered again next time. */
function identityIn({ profile }: Service, answers: Draft['answers']): Known {
  const fields = profile.form.filter(isIdentity).map((f) => f.id)
  return Object.fromEntries(Object.entries(answers).filter(([id]) => fields.includes(id)))
}

async function contextOf(turn: PersonTurn, service: Service): Promise<DialogueContext> {
  const { desk, words } = turn.app
  return {
    form: formOf(service.id, service.profile),
    known: identityIn(service, turn.person.known),
    agencies: desk.agencies,
    agencyName: desk.agency,
    zone: service.zone,
    words: words.intake,
    channel: { buttons: turn.chat.channel === 'telegram' },
    hasOpenTickets: (await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 1)).length > 0,
  }
}

function ownerOf(turn: PersonTurn): string {
  return `${turn.chat.channel}:${turn.chat.chat}`
}
