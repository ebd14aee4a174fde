import { plain } from '../intake/clean.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { isClosed, openRun, type Score } from '../ticket/ticket.ts'
import { act, officeOf, sopOf } from './act.ts'
import { completeOneOf, offerCompletion } from './completion.ts'
import { withoutSecrets, type Content } from './content.ts'
import { beginIntake } from './intake.ts'
import { archive, completeButton, labelOf, whatLacks } from './own-tickets.ts'
import type { About, TicketFile } from './ports.ts'
import { replyTo } from './prompts.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

const dayMs = 24 * 3_600_000
/** What is written in answer to these is the requester's. */
const ofRequester: About['kind'][] = ['to-requester', 'by-requester']

/**
 * A message while nothing is being asked: a reply belongs to the ticket it answers (an officer's as in the group), any
 * other to the person's open ticket; with several the person says which, with none it begins a complaint.
 */
export async function followUp(turn: PersonTurn, contents: [Content, ...Content[]]): Promise<void> {
  const [content] = contents
  const about =
    content.replyTo === undefined ? null : await turn.tx.messages.about(turn.chat, content.replyTo)
  if (about && !ofRequester.includes(about.kind)) return replyTo(turn, about, content)
  const replied = about && (await turn.tx.tickets.load(about.ticket))
  const open = replied ? [replied] : await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 10)
  const verdict = verdictIn(content.text)
  const asked = verdict === null ? [] : await awaitingVerdict(turn, open)
  if (verdict !== null && asked[0] && asked.length === 1) return judge(turn, asked[0], verdict)
  if (open.length > 0 && asksToComplete(turn, content)) return completeOneOf(turn, open)
  const [only, ...others] = open
  if (!only) return beginIntake(turn, contents)
  return others.length > 0 ? askWhich(turn, open, contents) : placeMessages(turn, only, contents)
}

/** The requester's word on whether it is solved, by button or typed. */
export async function judge(turn: PersonTurn, file: TicketFile, solved: boolean): Promise<void> {
  const w = turn.app.words.requester
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const by = { kind: 'requester' as const, person: turn.person.id }
  const locked = (await turn.tx.tickets.load(file.ticket.id)) ?? file
  const done = await act(turn, office, locked, { kind: solved ? 'confirm' : 'dispute', by }, [])
  if (done.ok) return acknowledge(turn)
  const { code } = done.refusal
  if (code === 'ticket-closed') return respond(turn, w.ticketClosed(file.ticket.number))
  respond(turn, code === 'already-said' ? w.alreadySaid : w.nothingToConfirm)
}

/** An answer is worth something while the matter is fresh. */
const ratingMs = 14 * dayMs

/** How satisfied the requester was, by one of the buttons under the closing. */
export async function rate(turn: PersonTurn, file: TicketFile, score: Score): Promise<void> {
  const w = turn.app.words.satisfaction
  const { closed } = file.ticket
  if (!closed || turn.now.getTime() - closed.getTime() > ratingMs) return respond(turn, w.late)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const by = { kind: 'requester' as const, person: turn.person.id }
  const done = await act(turn, office, file, { kind: 'rate', by, score }, [])
  if (done.ok) return acknowledge(turn)
  respond(turn, done.refusal.code === 'already-said' ? w.already : w.late)
}

/** Puts what waited for it on the ticket the person chose. */
export async function placeWaiting(turn: PersonTurn, file: TicketFile): Promise<void> {
  const waiting = await takeWaiting(turn)
  if (waiting.length === 0) return respond(turn, turn.app.words.requester.staleButton)
  acknowledge(turn)
  return placeMessages(turn, file, waiting)
}

/** Begins a new complaint with what waits to be placed. */
export async function beginAnother(turn: PersonTurn): Promise<void> {
  return beginIntake(turn, await takeWaiting(turn))
}

/** Further messages land on the ticket and reach staff; a closed ticket takes none. */
async function placeMessages(turn: PersonTurn, file: TicketFile, contents: Content[]): Promise<void> {
  const w = turn.app.words.requester
  const again = [[{ label: w.newComplaint, press: encodePress({ kind: 'new' }) }]]
  const { id, number } = file.ticket
  if (isClosed(file.ticket)) return say(turn, { text: w.ticketClosed(number), buttons: again })
  const said = contents.filter((content) => content.text !== '' || content.evidence.length > 0)
  if (said.length === 0) return say(turn, { text: w.unsupported })
  for (const content of said) await placeOne(turn, id, content)
  if (!(await isFirstOfAlbum(turn, said))) return
  const { intake } = turn.app.words
  const secret = said.some(({ text }) => withoutSecrets(text).secret) ? [intake.secret] : []
  const forwarded = [...secret, intake.completion.taken(number)].join('\n\n')
  const placed = (await turn.tx.tickets.peek(id)) ?? file
  if (await offerCompletion(turn, placed, said, forwarded)) return
  const lacks = await whatLacks(turn, placed)
  if (lacks === null) {
    say(turn, { text: [...secret, w.messageTaken(number)].join('\n\n'), buttons: again })
  } else {
    const buttons = [[completeButton(turn, placed)], ...again]
    say(turn, { text: `${forwarded}\n${intake.completion.lacks(lacks)}`, buttons })
  }
}

function asksToComplete({ app }: PersonTurn, { text }: Content): boolean {
  return app.words.intake.recognised.complete.includes(plain(text))
}

async function placeOne(turn: PersonTurn, ticket: string, content: Content): Promise<void> {
  const file = await turn.tx.tickets.load(ticket)
  if (!file) throw new Error(`ticket ${ticket} is gone`)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const evidence = content.evidence.map((e) => ({ ...e, caption: withoutSecrets(e.caption).text }))
  const note = {
    id: turn.app.newId(),
    ticket,
    author: turn.person.id,
    text: withoutSecrets(content.text).text,
    evidence,
    at: turn.now,
  }
  const by = { kind: 'requester' as const, person: turn.person.id }
  await act(turn, office, file, { kind: 'message', by, note: note.id }, [note])
  const { messages = [] } = content
  if (messages.length > 0)
    await turn.tx.messages.put(turn.chat, messages, { ticket, kind: 'by-requester', note: note.id })
  turn.out.push(...evidence.map((e) => archive(ticket, e.file)))
}

/** Asks which ticket it is for. What comes before the answer waits too; an album is asked about once. */
async function askWhich(turn: PersonTurn, tickets: TicketFile[], contents: Content[]): Promise<void> {
  const w = turn.app.words.requester
  const waiting = await waitingIn(turn)
  await turn.tx.prompts.put({
    owner: waitingOwner(turn),
    ticket: null,
    intent: [...waiting, ...contents],
    expires: new Date(turn.now.getTime() + dayMs),
  })
  const isAsked = (album?: string) =>
    album !== undefined && waiting.some((earlier) => earlier.album === album)
  if (contents.every(({ album }) => isAsked(album))) return
  const buttons = []
  for (const file of tickets) {
    const press = encodePress({ kind: 'mine', ticket: file.ticket.id, act: 'place' })
    buttons.push([{ label: await labelOf(turn, file), press }])
  }
  buttons.push([{ label: w.newComplaint, press: encodePress({ kind: 'new' }) }])
  say(turn, { text: w.whichTicket, buttons })
}

async function takeWaiting(turn: PersonTurn): Promise<Content[]> {
  const waiting = await waitingIn(turn)
  await turn.tx.prompts.clear(waitingOwner(turn))
  return waiting
}

async function waitingIn(turn: PersonTurn): Promise<Content[]> {
  const waiting = await turn.tx.prompts.get(waitingOwner(turn), turn.now)
  return (waiting?.intent ?? []) as Content[]
}

function waitingOwner(turn: PersonTurn): string {
  return `place:${turn.chat.channel}:${turn.chat.chat}`
}

/** An album arrives as several messages and is answered once. */
async function isFirstOfAlbum(turn: PersonTurn, contents: Content[]): Promise<boolean> {
  const album = contents.at(-1)?.album
  if (album === undefined) return true
  const owner = `album:${turn.chat.channel}:${turn.chat.chat}:${album}`
  if (await turn.tx.prompts.get(owner, turn.now)) return false
  const expires = new Date(turn.now.getTime() + dayMs)
  await turn.tx.prompts.put({ owner, ticket: null, intent: null, expires })
  return true
}

/** *Sudah* or *belum* typed instead of pressed. */
function verdictIn(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (/^(1|sudah|ya|sudah teratasi)\.?$/.test(word)) return true
  return /^(2|belum|belum teratasi)\.?$/.test(word) ? false : null
}

/** Those of the tickets whose requester is being asked whether it is solved. */
async function awaitingVerdict(turn: PersonTurn, files: TicketFile[]): Promise<TicketFile[]> {
  const asked: TicketFile[] = []
  for (const file of files) {
    const run = openRun(file.ticket)
    const { profile } = await sopOf(turn.tx, turn.app.desk, file.ticket)
    if (run && stepOf(profile, run.step).asksConfirmation) asked.push(file)
  }
  return asked
}
