import type { OutboxItem } from '../app/ports.ts'
import type { TicketEvent } from '../ticket/ticket.ts'
import type { NoticeContext } from './context.ts'
import { answeredElsewhere } from './elsewhere.ts'
import { forFollowers, forRequester } from './for-requester.ts'
import { forStaff } from './for-staff.ts'

/** Who hears what of these events. `file` is the ticket after them. */
export function notices(context: NoticeContext, events: readonly TicketEvent[]): OutboxItem[] {
  const { file, service } = context
  const card: OutboxItem = { kind: 'card', service: service.id, ticket: file.ticket.id }
  return [
    card,
    ...events.flatMap((event) => [
      ...forRequester(context, event, events),
      ...forFollowers(context, event),
      ...answeredElsewhere(context, event),
      ...forStaff(context, event, events),
    ]),
  ]
}
