import { paperButtons } from '../notify/paper-buttons.ts'
import { paperReady, showsPhone } from '../report/papers/facts.ts'
import { stepOf, type PaperSpec } from '../sop/sop.ts'
import { readLetter } from '../staff/letter.ts'
import { papersNamed, takePaper } from '../staff/paper-name.ts'
import { act, officer, type Office } from './act.ts'
import { aboutCard } from './done.ts'
import type { TicketFile } from './ports.ts'
import { refusalText } from './refusals.ts'
import { mayReadSecret } from './secrecy.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

/** `/cetak NO [dokumen]`: prints the paper named, or shows which there are. */
export async function printPaper(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  rest: string,
): Promise<void> {
  const { papers } = office.profile
  const w = turn.app.words.documents
  if (!mayPrint(turn, office, file)) return
  if (papers.length === 0) return respond(turn, w.none)
  const named = papersNamed(papers, rest)
  const [paper, ...others] = named
  if (paper && others.length === 0) return print(turn, office, file, paper)
  const unknown = rest !== '' && !paper ? [w.unknown(rest)] : []
  listPapers(turn, office, file, paper ? named : papers, unknown)
}

/** The button of one paper. */
export async function pressPaper(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  paperId: string,
): Promise<void> {
  const paper = office.profile.papers.find(({ id }) => id === paperId)
  if (!paper) return respond(turn, turn.app.words.staff.refusals.forged)
  if (mayPrint(turn, office, file)) await print(turn, office, file, paper)
}

/** `/nomor NO DOKUMEN NOMOR [agenda NOMOR]`: what the registry office gave a paper, which is then printed anew. */
export async function numberPaper(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  rest: string,
): Promise<void> {
  const { papers } = office.profile
  const w = turn.app.words.documents
  const { number } = file.ticket
  if (!mayPrint(turn, office, file)) return
  const [first] = papers
  if (!first) return respond(turn, w.none)
  const taken = takePaper(papers, rest)
  const named = taken.named.length > 0 || papers.length > 1 ? taken.named : papers
  const [paper = first] = named
  const usage = w.numberUsage(number, paper.title)
  if (rest === '') return respond(turn, usage)
  if (named.length !== 1) {
    const choice = named.length > 0 ? named : papers
    return respond(turn, `${w.whichPaper(choice.map(({ title }) => title).join(', '))}\n${usage}`)
  }
  if (!isReady(turn, office, file, paper)) return
  const reading = { now: turn.now, zone: office.service.zone, words: turn.app.words.intake }
  const given = readLetter(taken.rest, reading, w)
  if (!given) return respond(turn, `${w.badLetter}\n${usage}`)
  const by = officer(turn, office)
  const done = await act(turn, office, file, { kind: 'number', by, paper: paper.id, ...given }, [])
  if (!done.ok) return respond(turn, await refusalText(turn, office, file, done.refusal))
  const letter = turn.app.words.register.letter(given.letter, given.agenda)
  respond(turn, w.numbered(paper.title, number, letter), aboutCard(file))
  await print(turn, office, done.file, paper)
}

/** A ticket that is *rahasia* is printed in direct messages only, for those concerned. Others are told so. */
function mayPrint(turn: PersonTurn, office: Office, { ticket }: TicketFile): boolean {
  if (ticket.secrecy === 'normal') return true
  const w = turn.app.words.notices
  if (!mayReadSecret(office, ticket, turn.person.id)) respond(turn, w.secretRefused(ticket.number))
  else if (turn.inbound.chat.kind === 'group') respond(turn, w.secretPrivately(ticket.number))
  else return true
  return false
}

/** Whether the paper can be had; if not, the person is told when. */
function isReady(turn: PersonTurn, { profile }: Office, { ticket }: TicketFile, paper: PaperSpec): boolean {
  if (paperReady(paper, ticket)) return true
  const row = paper.step === undefined ? '' : stepOf(profile, paper.step).row
  respond(turn, turn.app.words.documents.notReady(paper.title, ticket.number, row))
  return false
}

async function print(turn: PersonTurn, office: Office, file: TicketFile, paper: PaperSpec): Promise<void> {
  if (!isReady(turn, office, file, paper)) return
  const { id, service } = file.ticket
  acknowledge(turn)
  const wholePhone = await maySeePhone(turn, office, file, paper)
  turn.out.push({ kind: 'paper', to: turn.chat, service, ticket: id, paper: paper.id, wholePhone })
}

/** The requester's whole number is printed in private for whoever has the ticket, and that is kept; else it is masked. */
async function maySeePhone(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  paper: PaperSpec,
): Promise<boolean> {
  if (!showsPhone(paper) || turn.inbound.chat.kind === 'group') return false
  const by = officer(turn, office)
  return (await act(turn, office, file, { kind: 'show-phone', by }, [])).ok
}

/** The papers that can be had as buttons, the others with the row they wait for. */
function listPapers(
  turn: PersonTurn,
  { profile }: Office,
  file: TicketFile,
  papers: readonly PaperSpec[],
  before: string[],
): void {
  const w = turn.app.words.documents
  const { ticket } = file
  const ready = papers.filter((paper) => paperReady(paper, ticket))
  const waiting = papers.flatMap((paper) =>
    ready.includes(paper) || paper.step === undefined
      ? []
      : [w.waits(paper.title, stepOf(profile, paper.step).row)],
  )
  const text = [
    ...before,
    w.list(ticket.number),
    ...waiting,
    ready.length > 0 ? w.choose : w.chooseLater,
  ].join('\n')
  const buttons = paperButtons(turn.app.words, ticket, ready)
  acknowledge(turn)
  say(turn, { text, buttons, replyTo: turn.inbound.message }, aboutCard(file))
}
