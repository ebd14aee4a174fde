import { explainDeadline } from './deadline.ts'
import { linkWhatsapp } from './operator.ts'
import { commands, type CommandSpec } from '../staff/commands.ts'
import { parseCommand, takeTicket, type ParsedCommand } from '../staff/parse.ts'
import { decodePress, type Press } from '../staff/press.ts'
import { openRun } from '../ticket/ticket.ts'
import { bindGroup } from './admin.ts'
import { bindWhatsapp } from './binding.ts'
import { officeOf } from './act.ts'
import { completeTicket } from './completion.ts'
import { contentOf } from './content.ts'
import { handOver } from './handover.ts'
import { manageHolidays, takeDaysFile } from './holidays.ts'
import { manageLimits } from './limits.ts'
import { showQueue } from './lists.ts'
import { announceTrouble, answerLinked, keepSecret, linkTicket, showDetails, showPhone } from './marks.ts'
import { numberPaper, pressPaper, printPaper } from './papers.ts'
import type { Pending } from './pending.ts'
import { planOf } from './plan.ts'
import { answerPrompt, attempt, replyTo, staffPromptOf } from './prompts.ts'
import type { TicketFile } from './ports.ts'
import { recordComplaint } from './record.ts'
import { sendBook } from './register.ts'
import { askReport } from './reports.ts'
import { manageRoles } from './roles.ts'
import { showSop } from './sop.ts'
import { respond, type PersonTurn } from './turn.ts'
import { groupsHere, isAdmin, officesSeenBy, type SeenOffices } from './visibility.ts'

/** A message in a staff group. */
export async function handleGroup(turn: PersonTurn): Promise<void> {
  const { body, edited, forwarded } = turn.inbound
  const w = turn.app.words.staff.refusals
  await noticeGroup(turn)
  if (body.kind === 'press') {
    const press = decodePress(body.data)
    return press ? handleStaffPress(turn, press) : respond(turn, w.forged)
  }
  if (body.kind === 'text') {
    const command = parseCommand(body.text, turn.app.bot.username)
    if (command && edited) return respond(turn, w.edited)
    if (command && forwarded) return respond(turn, w.forwarded)
    if (command?.spec) return handleStaffCommand(turn, command, command.spec)
    if (command) return respond(turn, w.unknownCommand(command.typed))
  }
  if (await takeFile(turn)) return
  const content = contentOf(turn.inbound)
  if (!content || edited || content.replyTo === undefined) return
  const about = await turn.tx.messages.about(turn.chat, content.replyTo)
  if (!about) return
  if (about.kind !== 'prompt') return replyTo(turn, about, content)
  const prompt = await staffPromptOf(turn)
  return prompt && prompt.ticket === about.ticket
    ? answerPrompt(turn, prompt, content)
    : respond(turn, w.notYourPrompt)
}

/** A file sent with a command as its caption; false where there is none that takes one. */
export async function takeFile(turn: PersonTurn): Promise<boolean> {
  const { body, edited, forwarded } = turn.inbound
  if (body.kind !== 'attachment' || edited || forwarded) return false
  const command = parseCommand(body.caption, turn.app.bot.username)
  if (command?.spec?.name !== 'libur') return false
  await takeDaysFile(turn, await officesSeenBy(turn), command.rest)
  return true
}

/** Whoever writes in a group is in it; and a group may get topics, or lose them, at any time. */
async function noticeGroup(turn: PersonTurn): Promise<void> {
  const { tx, inbound, chat, person } = turn
  await tx.staff.setMember({ channel: chat.channel, chat: chat.chat }, person.id, true)
  const { title = '', hasTopics = false } = inbound.chat
  for (const group of await groupsHere(turn))
    if (group.hasTopics !== hasTopics) await tx.staff.bind({ ...group, title, hasTopics })
}

/** A command of the table, in a staff group or in an officer's direct messages. */
export async function handleStaffCommand(
  turn: PersonTurn,
  command: ParsedCommand,
  spec: CommandSpec,
): Promise<void> {
  const w = turn.app.words
  const inGroup = turn.inbound.chat.kind === 'group'
  if (spec.name === 'hubungkan') return bindGroup(turn, command.rest)
  if (spec.name === 'tautkan') return linkWhatsapp(turn)
  const seen = await officesSeenBy(turn)
  const admin = await isAdmin(turn)
  if (spec.right === 'admin' && !admin) return respond(turn, w.staff.refusals.notAdmin)
  if (spec.name === 'peran') return manageRoles(turn, seen, command.rest)
  if (spec.name === 'batas') return manageLimits(turn, seen, command.rest)
  if (spec.name === 'libur') return manageHolidays(turn, seen, command.rest)
  if (seen.length === 0 && inGroup) return respond(turn, w.staff.refusals.unbound)
  if (seen.length === 0) return respond(turn, w.requester.notForYou)
  switch (spec.name) {
    case 'bantuan':
      return showHelp(turn, admin)
    case 'antrean':
      return showQueue(turn, seen, { kind: command.rest === w.staff.queue.lateWord ? 'late' : 'open' })
    case 'tugassaya':
      return showQueue(turn, seen, { kind: 'mine' })
    case 'cari':
      return command.rest === ''
        ? respond(turn, w.staff.refusals.emptySearch)
        : showQueue(turn, seen, { kind: 'found', words: command.rest })
    case 'catat':
      return recordComplaint(turn, seen, command.rest)
    case 'serahterima':
      return handOver(turn, seen, command.rest)
    case 'buku':
      return sendBook(turn, seen, command.rest)
    case 'laporan':
      return askReport(turn, seen, command.rest)
    case 'sop':
      return showSop(turn, seen, command.rest)
    case 'whatsapp':
      return bindWhatsapp(turn, command.rest)
    default:
      return spec.right === 'staff' ? handleTicketCommand(turn, seen, spec, command.rest) : undefined
  }
}

async function handleTicketCommand(
  turn: PersonTurn,
  seen: SeenOffices,
  spec: CommandSpec,
  typed: string,
): Promise<void> {
  const w = turn.app.words.staff
  const { id, rest } = takeTicket(typed)
  const ticket = id ?? (await ticketAtHand(turn))
  if (ticket === null) return respond(turn, w.refusals.whichTicket(spec.name, w.usage[spec.name][0]))
  const file = await turn.tx.tickets.load(ticket)
  if (!file || !seen.some((s) => s.service.id === file.ticket.service))
    return respond(turn, w.refusals.unknownTicket(ticket))
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  if (isKeptPrivate(turn, file) && !['tiket', 'ambil', 'rahasia', 'telepon'].includes(spec.name))
    return respond(turn, turn.app.words.notices.secretPrivately(file.ticket.number))
  switch (spec.name) {
    case 'tiket': {
      const [, row] = /^tenggat(?:\s+(.+))?$/i.exec(rest.trim()) ?? []
      return /^tenggat\b/i.test(rest)
        ? explainDeadline(turn, office, file, row ?? '')
        : showDetails(turn, office, file)
    }
    case 'lengkapi':
      return completeTicket(turn, office, file)
    case 'rahasia':
      return keepSecret(turn, office, file, rest)
    case 'telepon':
      return showPhone(turn, office, file)
    case 'kaitkan':
      return linkTicket(turn, office, file, rest)
    case 'umumkan':
      return announceTrouble(turn, office, file, rest)
    case 'cetak':
      return printPaper(turn, office, file, rest)
    case 'nomor':
      return numberPaper(turn, office, file, rest)
  }
  const planned = await planOf(turn, office, file, spec, rest)
  if (planned) await attempt(turn, office, file, planned.pending, planned.raw)
}

/** What is said of a ticket that is *rahasia* is not said in the group. */
function isKeptPrivate(turn: PersonTurn, { ticket }: TicketFile): boolean {
  return ticket.secrecy === 'secret' && turn.inbound.chat.kind === 'group'
}

/** The ticket a command is about where it names none: that of the message replied to, or of the topic. */
async function ticketAtHand(turn: PersonTurn): Promise<string | null> {
  const { body } = turn.inbound
  const replied =
    body.kind === 'text' && body.replyTo !== undefined
      ? await turn.tx.messages.about(turn.chat, body.replyTo)
      : null
  if (replied) return replied.ticket
  return turn.chat.thread === undefined ? null : turn.tx.cards.ticketOfThread(turn.chat)
}

/** A button on a card, in a list or under a question to staff. */
export async function handleStaffPress(turn: PersonTurn, press: Press): Promise<void> {
  const w = turn.app.words.staff.refusals
  if (press.kind === 'prompt') {
    const prompt = await staffPromptOf(turn)
    if (!prompt || prompt.intent.id !== press.prompt) return respond(turn, w.notYourPrompt)
    return answerPrompt(turn, prompt, { pick: press.value })
  }
  if (press.kind === 'draft' || press.kind === 'service' || press.kind === 'mine' || press.kind === 'new')
    return respond(turn, w.forged)
  const seen = await officesSeenBy(turn)
  if (press.kind === 'late') {
    const of = seen.filter(({ service }) => service.id === press.service)
    return of.length > 0 ? showQueue(turn, of, { kind: 'late' }) : respond(turn, w.forged)
  }
  const file = await turn.tx.tickets.load(press.ticket)
  if (!file || !seen.some((s) => s.service.id === file.ticket.service))
    return respond(turn, seen.length === 0 ? w.notStaff : w.forged)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  if (press.kind === 'open') return showDetails(turn, office, file)
  if (press.kind === 'paper')
    return press.paper === ''
      ? printPaper(turn, office, file, '')
      : pressPaper(turn, office, file, press.paper)
  if (press.kind === 'answer-linked') return answerLinked(turn, file)
  const { act, at } = press
  if (isKeptPrivate(turn, file) && act !== 'claim')
    return respond(turn, turn.app.words.notices.secretPrivately(file.ticket.number))
  if (act === 'complete') return completeTicket(turn, office, file)
  if (act === 'claim') return attempt(turn, office, file, { kind: 'claim', at }, {})
  const run = openRun(file.ticket)
  if (!run) return respond(turn, w.closed(file.ticket.number))
  if (run.step !== at.step || run.run !== at.run) return respond(turn, w.stale)
  const pending: Pending =
    typeof act === 'string' ? { kind: act } : { kind: 'outcome', choice: act, at, guided: true }
  await attempt(turn, office, file, pending, {})
}

/** The commands this person may use here, from the one table. */
function showHelp(turn: PersonTurn, admin: boolean): void {
  const w = turn.app.words.staff
  const line = ({ name }: CommandSpec) => `/${name} ${w.usage[name][0]}`.trim() + `: ${w.usage[name][1]}`
  const part = (title: string, right: CommandSpec['right']) => [
    title,
    ...commands.filter((c) => c.right === right).map(line),
  ]
  const lines = [
    ...part(w.help.staff, 'staff'),
    ...(admin ? ['', ...part(w.help.admin, 'admin')] : []),
    '',
    w.help.hint,
  ]
  respond(turn, lines.join('\n'))
}
