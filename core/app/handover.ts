import type { Refusal } from '../ticket/commands.ts'
import { tellReturned } from './absence.ts'
import { officer } from './act.ts'
import type { Service } from './desk.ts'
import { takePerson } from './named.ts'
import type { Note, Person } from './ports.ts'
import { refusalText } from './refusals.ts'
import { actQuietly, heldBy, listMessage, type Held } from './several.ts'
import { respond, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/**
 * `/serahterima [@staf] [catatan]`: the sender's open tickets go to the next shift, or without a name back to the
 * queue, each with the note. One summary tells of all; those that somebody cannot take stay where they are.
 */
export async function handOver(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { roles: w, staff } = turn.app.words
  const named = await takePerson(turn, rest)
  const to = named?.person ?? null
  if (named && !to) return respond(turn, staff.refusals.unknownPerson(named.typed))
  if (to?.id === turn.person.id) return respond(turn, w.toSelf)
  const note = (named?.rest ?? rest).trim() || null
  const refused: string[] = []
  let count = 0
  for (const { service } of seen) {
    const passed: Held[] = []
    for (const held of await heldBy(turn, service, turn.person.id)) {
      const outcome = await pass(turn, held, to, note)
      if ('held' in outcome) passed.push(outcome.held)
      else refused.push(await refusalLine(turn, held, outcome.refusal))
    }
    count += passed.length
    if (to) tellReceiver(turn, service, to, passed, note)
    else await tellReturned(turn, service, turn.person.id, passed, note)
  }
  answer(turn, to, count, refused)
}

/** One ticket into other hands, with the note on it. */
async function pass(
  turn: PersonTurn,
  held: Held,
  to: Person | null,
  note: string | null,
): Promise<{ held: Held } | { refusal: Refusal }> {
  const by = officer(turn, held.office)
  const moved = await actQuietly(turn, held, to ? { kind: 'assign', by, to: to.id } : { kind: 'release', by })
  if (!moved.ok) return moved
  const after = { ...held, file: moved.file }
  if (note === null) return { held: after }
  const kept = noteOf(turn, held, note)
  const noted = await actQuietly(turn, after, { kind: 'note', by, note: kept.id }, [kept])
  return noted.ok ? { held: { ...held, file: noted.file } } : noted
}

function noteOf(turn: PersonTurn, { file }: Held, text: string): Note {
  const { app, person, now } = turn
  return { id: app.newId(), ticket: file.ticket.id, author: person.id, text, evidence: [], at: now }
}

async function refusalLine(turn: PersonTurn, { office, file }: Held, refusal: Refusal): Promise<string> {
  const reason = await refusalText(turn, office, file, refusal)
  return turn.app.words.roles.notGivenLine(file.ticket.number, reason)
}

/** The receiver reads what is now theirs in a direct message, and is called in the group. */
function tellReceiver(
  turn: PersonTurn,
  service: Service,
  to: Person,
  passed: readonly Held[],
  note: string | null,
): void {
  if (passed.length === 0) return
  const { roles: w, staff } = turn.app.words
  const heading = w.handedOver(turn.person.name, to.name, passed.length)
  const parts = { heading, note, after: [staff.pleaseGoOn] }
  turn.out.push(
    {
      kind: 'to-group',
      service: service.id,
      ticket: null,
      message: listMessage(turn, passed, 'group', parts),
      calls: [to.id],
    },
    { kind: 'to-person', person: to.id, message: listMessage(turn, passed, 'concerned', parts) },
  )
}

/** What came of it, unless the group they wrote in has just read as much. */
function answer(turn: PersonTurn, to: Person | null, count: number, refused: string[]): void {
  const { roles: w, staff } = turn.app.words
  const { chat } = turn.inbound
  if (count + refused.length === 0) return respond(turn, staff.queue.mineEmpty)
  const isRead = chat.kind === 'group' && !chat.hasTopics
  const gone = to ? w.gaveOver(to.name, count) : w.gaveBack(count)
  const lines = [
    ...(count === 0 || isRead ? [] : [gone]),
    ...(refused.length === 0 ? [] : [w.notGivenOver, ...refused, w.notGivenNext]),
  ]
  if (lines.length > 0) respond(turn, lines.join('\n'))
}
