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
  const { id, number, service, profile, draft, requester, category, complete, channel, at, by } = event
  return {
    id,
    number,
    service,
    profile,
    draft,
    requester,
    category,
    complete, // prettier-ignore
    channel,
    received: event.received ?? at,
    recordedBy: by !== undefined && by !== requester ? by : null,
    priority: 'normal',
    secrecy: 'normal',
    linkedTo: null,
    announced: null,
    followers: [],
    numbers: {},
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

type Change = Exclude<TicketEvent, { kind: 'submitted' }>
type RunChange = Extract<
  Change,
  {
    kind:
      | 'step-started'
      | 'outcome-chosen'
      | 'climbed'
      | 'claimed'
      | 'released'
      | 'assigned'
      | 'message-from-requester'
      | 'silence-warned'
  }
>

function change(ticket: Ticket, event: Change): Ticket {
  switch (event.kind) {
    case 'completed-intake':
      return { ...ticket, complete: true }
    case 'paused':
      return {
        ...ticket,
        status: 'pending',
        paused: { since: event.at, reason: event.reason, was: ticket.status, why: event.why },
      }
    case 'resumed':
      return {
        ...withRun(ticket, { due: event.due, clockFrom: event.clockFrom }),
        paused: null,
        status: ticket.paused?.was ?? ticket.status,
      }
    case 'answered':
    case 'note-added':
    case 'message-changed':
    case 'phone-shown':
      return ticket
    case 'confirmed':
      return { ...ticket, confirmation: { answer: 'yes', at: event.at } }
    case 'disputed':
      return { ...ticket, confirmation: { answer: 'no', at: event.at } }
    case 'prioritised':
      return { ...ticket, priority: event.priority }
    case 'secrecy-set':
      return { ...ticket, secrecy: event.secrecy }
    case 'reclassified':
      return { ...ticket, category: event.category }
    case 'linked':
      return { ...ticket, linkedTo: event.to }
    case 'announced':
      return { ...ticket, announced: event.note }
    case 'announcement-ended':
      return { ...ticket, announced: null }
    case 'joined': {
      const follower = { person: event.by ?? '', at: event.at, note: event.note }
      return { ...ticket, followers: [...ticket.followers, follower] }
    }
    case 'requester-joined':
      return { ...ticket, requester: event.to }
    case 'numbered': {
      const { paper, letter, agenda } = event
      return { ...ticket, numbers: { ...ticket.numbers, [paper]: { letter, agenda } } }
    }
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
    default:
      return changeRun(ticket, event)
  }
}

/** What happens to the open run, or starts another one. */
function changeRun(ticket: Ticket, event: RunChange): Ticket {
  switch (event.kind) {
    case 'step-started':
      return startRun(ticket, event)
    case 'outcome-chosen': {
      const { since = event.at, outcome, inputs, answer } = event
      return { ...withRun(ticket, { ended: since, outcome, inputs }), answer: answer ?? ticket.answer }
    }
    case 'climbed':
      return climb(ticket, event)
    case 'claimed':
      return withRun(ticket, { assignee: event.by ?? null })
    case 'released':
      return withRun(ticket, { assignee: null })
    case 'assigned':
      return withRun(ticket, { assignee: event.to })
    case 'message-from-requester':
      return withRun(ticket, { heard: event.at, warned: null })
    case 'silence-warned':
      return withRun(ticket, { warned: event.at })
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
    started: event.since ?? event.at,
    clockFrom: event.since ?? event.at,
    ended: null,
    outcome: null,
    inputs: {},
    climbs: [],
    heard: null,
    warned: null,
  }
  return {
    ...ticket,
    unit: unit ?? ticket.unit,
    status: event.status,
    confirmation: null,
    runs: [...ticket.runs, started],
  }
}

function climb(ticket: Ticket, event: TicketEventOf<'climbed'>): Ticket {
  const { at, by = null, holder, outcome, inputs } = event
  const run = openRun(ticket)
  const step = { at, by, from: run?.holder ?? '', to: holder, outcome, inputs }
  return withRun(ticket, { holder, assignee: null, climbs: [...(run?.climbs ?? []), step] })
}

function withRun(ticket: Ticket, patch: Partial<StepRun>): Ticket {
  if (!openRun(ticket)) throw new Error(`${ticket.number} has no open run`)
  return {
    ...ticket,
    runs: ticket.runs.map((run, i) => (i === ticket.runs.length - 1 ? { ...run, ...patch } : run)),
  }
}
