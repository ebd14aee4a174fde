import type { Draft } from '../intake/form.ts'
import { answerOfKind, fieldsMissing } from '../notify/facts.ts'
import { officeOf, openTicket } from './act.ts'
import type { Service } from './desk.ts'
import { archive } from './own-tickets.ts'
import type { TicketFile } from './ports.ts'
import type { PersonTurn } from './turn.ts'

/** What was told, by whom and how. `messages` are the requester's own, where it was told here. */
export type Told = Pick<TicketFile, 'answers' | 'origin'> & {
  channel: string
  requester: string
  received?: Date
  messages?: string[]
}

/** Opens the ticket of a draft that was sent; the person of the turn is who wrote it down. */
export async function openFrom(
  turn: PersonTurn,
  service: Service,
  draft: Pick<Draft, 'id' | 'evidence'>,
  told: Told,
): Promise<TicketFile> {
  const { profile, profileHash } = service
  const { answers, origin, channel, requester, received, messages = [] } = told
  const { evidence } = draft
  const id = await turn.tx.tickets.nextId()
  const ofService = { service: service.id, profile: profileHash }
  const office = await officeOf(turn.tx, turn.app.desk, ofService, turn.now)
  const opened = await openTicket(
    turn,
    office,
    { answers, evidence, origin },
    {
      kind: 'open',
      id,
      number: `${profile.prefix}-${id}`,
      ...ofService,
      draft: draft.id,
      requester,
      category: answerOfKind(profile, answers, 'category')?.value ?? profile.categories[0]?.id ?? '',
      complete: fieldsMissing(profile, { answers, evidence }).length === 0,
      channel,
      by: turn.person.id,
      ...(received && { received }),
    },
  )
  turn.out.push(...evidence.map(({ file }) => archive(id, file)))
  await keepMessages(turn, id, messages)
  return opened
}

/** A later edit of a message the complaint was told in finds its ticket. */
export async function keepMessages(turn: PersonTurn, ticket: string, messages: string[]): Promise<void> {
  if (messages.length > 0) await turn.tx.messages.put(turn.chat, messages, { ticket, kind: 'by-requester' })
}
