import { missingForm } from '../intake/completion.ts'
import type { DialogueContext } from '../intake/dialogue.ts'
import { formOf, isIdentity, type Draft, type Known, type Purpose } from '../intake/form.ts'
import { forwardForm } from '../intake/forwarded.ts'
import { recordForm } from '../intake/record.ts'
import type { Trouble } from '../intake/trouble.ts'
import { channelsOf } from '../notify/channels.ts'
import { fieldsMissing } from '../notify/facts.ts'
import { sopOf } from './act.ts'
import type { Service } from './desk.ts'
import type { TicketFile } from './ports.ts'
import type { PersonTurn } from './turn.ts'
import { servicesServedBy } from './visibility.ts'

/** What the dialogue is told of the world, for what is being written. */
export async function contextOf(
  turn: PersonTurn,
  service: Service,
  purpose: Purpose | undefined,
): Promise<DialogueContext> {
  const { desk, words } = turn.app
  const own: DialogueContext = {
    form: formOf(service.id, service.profile),
    known: identityIn(service, turn.person.known),
    agencies: desk.agencies,
    agencyName: service.agency,
    zone: service.zone,
    words: words.intake,
    channel: { buttons: turn.app.capabilities[turn.chat.channel].buttons },
    hasOpenTickets: false,
  }
  if (purpose === undefined) return own
  if (purpose.kind === 'record') {
    const channels = channelsOf(service.profile, words).map((channel) => ({ ...channel, words: [] }))
    const form = recordForm(own.form, channels, words.intake.record)
    return {
      ...own,
      form,
      officer: true,
      words: { ...words.intake, ...words.intake.record.dialogue },
    }
  }
  if (purpose.kind === 'forwarded') return forwarding(turn, own)
  const file = await turn.tx.tickets.peek(purpose.ticket)
  if (!file) throw new Error(`ticket ${purpose.ticket} is gone`)
  return completing(turn, own, file)
}

/** The same for a private chat that an officer forwards: nothing is asked but whose it is. */
async function forwarding(turn: PersonTurn, own: DialogueContext): Promise<DialogueContext> {
  const { record, forwarded } = turn.app.words.intake
  const services = await servicesServedBy(turn)
  const options = services.map(({ id, profile }) => ({ id, label: profile.title, words: [] }))
  const form = forwardForm(own.form, options, forwarded)
  const words = { ...own.words, ...record.dialogue, ...forwarded.dialogue }
  return { ...own, form, officer: true, sendsAtOnce: true, words }
}

/** The same for what a ticket lacks: asked of its requester, or of an officer who knows it. */
async function completing(
  turn: PersonTurn,
  own: DialogueContext,
  file: TicketFile,
): Promise<DialogueContext> {
  const { service, profile } = await sopOf(turn.tx, turn.app.desk, file.ticket)
  const missing = fieldsMissing(profile, file).map(({ id }) => id)
  const form = missingForm(formOf(service.id, profile), missing)
  const { completion, record } = turn.app.words.intake
  const { number, requester } = file.ticket
  const officer = requester !== turn.person.id
  const words = officer
    ? { ...own.words, ...record.dialogue, ...completion.officerDialogue(number) }
    : { ...own.words, ...completion.dialogue(number) }
  return { ...own, form, words, officer }
}

/** What of the answers describes the person, and is offered again next time. */
export function identityIn({ profile }: Pick<Service, 'profile'>, answers: Draft['answers']): Known {
  const fields = profile.form.filter(isIdentity).map((f) => f.id)
  return Object.fromEntries(Object.entries(answers).filter(([id]) => fields.includes(id)))
}

/** The troubles announced in a service, as the dialogue tells of them. */
export async function troublesOf(turn: PersonTurn, service: Service): Promise<Trouble[]> {
  const announced = await turn.tx.tickets.announcements(service.id)
  return announced.map(({ since, ...trouble }) => ({
    ...trouble,
    since: turn.app.words.time.moment(since, turn.now, service.zone),
  }))
}

/** Whose draft it is: one a chat. */
export function ownerOf({ chat }: Pick<PersonTurn, 'chat'>): string {
  return `${chat.channel}:${chat.chat}`
}
