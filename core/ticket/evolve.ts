import { openRun, type StepRun, type Ticket, type TicketEvent, type TicketEventOf } from './ticket.ts'

/** The ticket after one more event. Total: an event kind this function does not know does not compile. */
export function evolve(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (event.kind === 'submitted') return begin(event)
  if (!ticket) throw new Error(`a ticket begins with submitted, not ${event.kind}`)
  return { ...change(ticket, event), version: ticket.version + 1 }
}

/** The fold over a whole history; null for an empty one. */
export function fold(events: readonly TicketEvent[], from: Ticket | null = null): Ticket | null {
  return events.reduce<Ticket | null>(evolve, from)
}

function begin(event: TicketEventOf<'submitted'>): Ticket {
  const { id, number, service, profile, draft, requester, category, complete, at } = event
  return {
    id,
    number,
    service,
    profile,
    draft,
    requester,
    category,
    complete, // prettier-ignore
    priority: 'normal',
    unit: null,
    status: 'new',
    opened: at,
    closed: null,
    runs: [],
    paused: null,
    confirmation: null,
    answer: null,
    exit: null,
    version: 1,
  }
}

function change(ticket: Ticket, event: Exclude<TicketEvent, { kind: 'submitted' }>): Ticket {
  switch (event.kind) {
    case 'completed-intake':
      return { ...ticket, complete: true }
    case 'step-started':
      return startRun(ticket, event)
    case 'outcome-chosen':
      return {
        ...withRun(ticket, { ended: event.at, outcome: event.outcome, inputs: event.inputs }),
        answer: event.answer ?? ticket.answer,
      }
    case 'climbed':
      return withRun(ticket, { holder: event.holder, assignee: null })
    case 'claimed':
      return withRun(ticket, { assignee: event.by ?? null })
    case 'released':
      return withRun(ticket, { assignee: null })
    case 'assigned':
      return withRun(ticket, { assignee: event.to })
    case 'paused':
      return {
        ...ticket,
        status: 'pending',
        paused: { since: event.at, reason: event.reason, was: ticket.status },
      }
    case 'resumed':
      return {
        ...withRun(ticket, { due: event.due, clockFrom: event.clockFrom }),
        paused: null,
        status: ticket.paused?.was ?? ticket.status,
      }
    case 'answered':
    case 'note-added':
    case 'message-from-requester':
      return ticket
    case 'confirmed':
      return { ...ticket, confirmation: { answer: 'yes', at: event.at } }
    case 'disputed':
      return { ...ticket, confirmation: { answer: 'no', at: event.at } }
    case 'prioritised':
      return { ...ticket, priority: event.priority }
    case 'reclassified':
      return { ...ticket, category: event.category }
    case 'exited':
      return {
        ...withRun(ticket, { ended: event.at }),
        status: 'cancelled',
        closed: event.at,
        paused: null,
        exit: { kind: event.exit, reason: event.reason, other: event.other },
      }
    case 'closed':
      return { ...ticket, status: 'closed', closed: event.at, paused: null }
    case 'reopened':
      return { ...ticket, status: 'in_progress', closed: null, exit: null, confirmation: null }
  }
}

function startRun(ticket: Ticket, event: TicketEventOf<'step-started'>): Ticket {
  const { step, run, role, holder, unit, assignee, limit, due } = event
  const started: StepRun = {
    step,
    run,
    role,
    holder,
    unit,
    assignee,
    limit,
    due, // prettier-ignore
    started: event.at,
    clockFrom: event.at,
    ended: null,
    outcome: null,
    inputs: {},
  }
  return {
    ...ticket,
    unit: unit ?? ticket.unit,
    status: event.status,
    confirmation: null,
    runs: [...ticket.runs, started],
  }
}

function withRun(ticket: Ticket, patch: Partial<StepRun>): Ticket {
  if (!openRun(ticket)) throw new Error(`${ticket.number} has no open run`)
  return {
    ...ticket,
    runs: ticket.runs.map((run, i) => (i === ticket.runs.length - 1 ? { ...run, ...patch } : run)),
  }
}
