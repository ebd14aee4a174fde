import {
  clockKinds,
  openRun,
  type ClockKind,
  type StepRun,
  type Ticket,
  type TicketClock,
  type TicketEvent,
  type TicketEventOf,
} from './ticket.ts'

/** The ticket after one more event. Total: an event kind this function does not know does not compile. */
export function evolve(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (event.kind === 'submitted') return begin(event)
  if (!ticket) throw new Error(`a ticket begins with submitted, not ${event.kind}`)
  return { ...answeredBy(change(ticket, event), event), version: ticket.version + 1 }
}

/** The first time somebody of the desk has something to say to the requester, or asks them something. */
function answeredBy(ticket: Ticket, event: TicketEvent): Ticket {
  const isAnswer =
    event.kind === 'answered' ||
    (event.kind === 'outcome-chosen' && event.answer !== null) ||
    (event.kind === 'paused' && event.why === 'requester' && event.reason !== null)
  if (!isAnswer || ticket.answered) return ticket
  const at = (event.kind === 'outcome-chosen' ? event.since : undefined) ?? event.at
  // A clock that stands has run no farther than to where it stopped.
  return { ...withClockEnded(ticket, ticket.paused?.since ?? at, ['answer']), answered: at }
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
    pauses: [],
    clocks: [],
    recalls: [],
    answered: null,
    rating: null,
    confirmation: null,
    answer: null,
    exit: null,
    version: 1,
  }
}

type Change = Exclude<TicketEvent, { kind: 'submitted' }>
type TimeChange = Extract<
  Change,
  {
    kind:
      | 'paused'
      | 'resumed'
      | 'due-recomputed'
      | 'clock-started'
      | 'recall-set'
      | 'recall-given'
      | 'requester-reminded'
      | 'rated'
  }
>
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
      | 'message-changed'
      | 'silence-warned'
  }
>

function change(ticket: Ticket, event: Change): Ticket {
  switch (event.kind) {
    case 'completed-intake':
      return { ...ticket, complete: true }
    case 'answered':
    case 'note-added':
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
        ...ended(withRun(ticket, { ended: event.at }), event.at),
        status: 'cancelled',
        exit: { kind: event.exit, reason: event.reason, other: event.other },
      }
    case 'closed':
      return { ...ended(ticket, event.at), status: 'closed' }
    case 'reopened':
      return { ...ticket, status: 'in_progress', closed: null, exit: null, confirmation: null, rating: null }
    case 'paused':
    case 'resumed':
    case 'due-recomputed':
    case 'clock-started':
    case 'recall-set':
    case 'recall-given':
    case 'requester-reminded':
    case 'rated':
      return changeTime(ticket, event)
    default:
      return changeRun(ticket, event)
  }
}

/** What happens to its clocks, and who is reminded or asked. */
function changeTime(ticket: Ticket, event: TimeChange): Ticket {
  switch (event.kind) {
    case 'paused':
      return {
        ...ticket,
        status: 'pending',
        paused: {
          since: event.at,
          reason: event.reason,
          was: ticket.status,
          why: event.why,
          reminded: 0,
          heard: null,
          answerUntil: null,
        },
        pauses: [...ticket.pauses, { from: event.at, to: null, why: event.why }],
      }
    case 'resumed':
      return {
        ...goneOn(withClocksMoved(ticket, event), event.at),
        status: ticket.paused?.was ?? ticket.status,
      }
    case 'due-recomputed':
      return withClocksMoved(ticket, event)
    case 'clock-started':
      return { ...ticket, clocks: [...ticket.clocks, clockOf(event)] }
    case 'recall-set': {
      const recall = { person: event.by ?? '', when: event.when, note: event.note }
      return { ...ticket, recalls: [...withoutRecallOf(ticket, event.by), recall] }
    }
    case 'recall-given':
      return { ...ticket, recalls: withoutRecallOf(ticket, event.to) }
    case 'requester-reminded':
      return {
        ...ticket,
        paused: ticket.paused && {
          ...ticket.paused,
          reminded: ticket.paused.reminded + 1,
          heard: event.at,
          answerUntil: event.until,
        },
      }
    case 'rated':
      return { ...ticket, rating: { score: event.score, at: event.at } }
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
      return heardAt(ticket, event.at)
    case 'message-changed':
      return event.heard ? heardAt(ticket, event.at) : ticket
    case 'silence-warned':
      return withRun(ticket, { warned: event.at, answerUntil: event.until })
  }
}

/** Whoever is waited for said something: a silence, and how often they were reminded, begin anew. */
function heardAt(ticket: Ticket, at: Date): Ticket {
  const paused = ticket.paused && { ...ticket.paused, reminded: 0, heard: at, answerUntil: null }
  return { ...withRun(ticket, { heard: at, warned: null, answerUntil: null }), paused }
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
    answerUntil: null,
  }
  return {
    ...ticket,
    unit: unit ?? ticket.unit,
    // What is waited for may outlast the row.
    status: ticket.paused ? ticket.status : event.status,
    paused: ticket.paused && { ...ticket.paused, was: event.status },
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

/** The open run and the clocks of the whole ticket, with the due times an event gives them. */
function withClocksMoved(ticket: Ticket, event: TicketEventOf<'resumed' | 'due-recomputed'>): Ticket {
  const moved = (clock: TicketClock) =>
    (clock.ended === null && event.clocks.find((to) => to.clock === clock.clock)) || null
  return {
    ...withRun(ticket, { due: event.due, clockFrom: event.clockFrom }),
    clocks: ticket.clocks.map((clock) => ({ ...clock, ...moved(clock) })),
  }
}

function goneOn(ticket: Ticket, at: Date): Ticket {
  const pauses = ticket.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause))
  return { ...ticket, paused: null, pauses }
}

/** Nothing of it runs or waits any more. */
function ended(ticket: Ticket, at: Date): Ticket {
  return { ...goneOn(withClockEnded(ticket, at, clockKinds), at), closed: at, recalls: [] }
}

function withClockEnded(ticket: Ticket, at: Date, which: readonly ClockKind[]): Ticket {
  const isIt = (clock: TicketClock) => clock.ended === null && which.includes(clock.clock)
  return { ...ticket, clocks: ticket.clocks.map((clock) => (isIt(clock) ? { ...clock, ended: at } : clock)) }
}

function clockOf({ clock, limit, due, since, at }: TicketEventOf<'clock-started'>): TicketClock {
  const started = since ?? at
  return { clock, limit, started, clockFrom: started, due, ended: null }
}

function withoutRecallOf({ recalls }: Ticket, person: string | undefined): Ticket['recalls'] {
  return recalls.filter((recall) => recall.person !== person)
}
