import { commands, type CommandSpec } from '../staff/commands.ts'
import { parseCommand, takeMention, takeOption, takeTicket, type ParsedCommand } from '../staff/parse.ts'
import { decodePress, type Press } from '../staff/press.ts'
import { priorities, openRun } from '../ticket/ticket.ts'
import { stepOf } from '../sop/sop.ts'
import { bindGroup, manageRoles } from './admin.ts'
import { officeOf, type Office } from './act.ts'
import { contentOf } from './content.ts'
import { showDetails, showQueue } from './lists.ts'
import { answerPrompt, attempt, replyTo, staffPromptOf, type Pending, type RawInputs } from './prompts.ts'
import type { TicketFile } from './ports.ts'
import { acknowledge, respond, type PersonTurn } from './turn.ts'
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
  const content = contentOf(turn)
  if (!content || edited || content.replyTo === undefined) return
  const about = await turn.tx.messages.about(turn.chat, content.replyTo)
  if (!about) return
  if (about.kind !== 'prompt') return replyTo(turn, about, content)
  const prompt = await staffPromptOf(turn)
  return prompt && prompt.ticket === about.ticket
    ? answerPrompt(turn, prompt, content)
    : respond(turn, w.notYourPrompt)
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
  const seen = await officesSeenBy(turn)
  const admin = await isAdmin(turn)
  if (spec.name === 'peran')
    return admin ? manageRoles(turn, seen, command.rest) : respond(turn, w.staff.refusals.notAdmin)
  if (seen.length === 0 && inGroup) return respond(turn, w.staff.refusals.unbound)
  if (seen.length === 0) return respond(turn, w.requester.notForYou)
  switch (spec.name) {
    case 'bantuan':
      return showHelp(turn, admin)
    case 'antrean':
      return showQueue(turn, seen, { kind: 'open' })
    case 'tugassaya':
      return showQueue(turn, seen, { kind: 'mine' })
    case 'cari':
      return command.rest === ''
        ? respond(turn, w.staff.refusals.emptySearch)
        : showQueue(turn, seen, { kind: 'found', words: command.rest })
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
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  if (spec.name === 'tiket') return showDetails(turn, office, file)
  const found = await pendingOf(turn, office, file, spec, rest)
  if (found) await attempt(turn, office, file, found.pending, found.raw)
}

type Planned = { pending: Pending; raw: RawInputs }

/** The command as a pending act with what was already typed after it; null when an answer was given instead. */
async function pendingOf(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  spec: CommandSpec,
  rest: string,
): Promise<Planned | null> {
  const text: RawInputs = rest === '' ? {} : { text: { text: rest } }
  switch (spec.name) {
    case 'ambil':
      return { pending: { kind: 'claim' }, raw: {} }
    case 'kembalikan':
      return { pending: { kind: 'release' }, raw: {} }
    case 'lanjut':
      return { pending: { kind: 'resume' }, raw: {} }
    case 'tunggu':
      return { pending: { kind: 'pause' }, raw: text }
    case 'balas':
      return { pending: { kind: 'answer' }, raw: text }
    case 'memo':
      return { pending: { kind: 'note' }, raw: text }
    case 'bukakembali':
      return { pending: { kind: 'reopen' }, raw: text }
    case 'pindah':
      return { pending: { kind: 'exit' }, raw: text }
    case 'prioritas': {
      const options = priorities.map((id) => ({ id, label: turn.app.words.staff.priorities[id] }))
      const { id } = takeOption(rest, options)
      return { pending: { kind: 'prioritise' }, raw: id === null ? {} : { choice: { choice: id } } }
    }
    default:
      return outcomeOf(turn, office, file, spec, rest)
  }
}

/** A command that chooses an outcome of the open row; words after it fill the outcome's inputs in order. */
async function outcomeOf(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  spec: CommandSpec,
  typed: string,
): Promise<Planned | null> {
  const run = openRun(file.ticket)
  const outcome = run
    ? stepOf(office.profile, run.step).outcomes.find((o) => o.command === spec.name)
    : undefined
  const needs = outcome?.needs.map((id) => ({ id, spec: office.profile.inputs[id] })) ?? []
  const raw: RawInputs = {}
  let rest = typed
  const person = await personNamed(turn, rest)
  if (person === 'unknown') return null
  if (person) rest = person.rest
  for (const { id, spec: input } of needs) {
    if (input?.kind === 'staff' && person) raw[id] = { staff: person.id }
    const options = input?.kind === 'unit' ? unitOptions(office) : (input?.options ?? [])
    const taken = input?.kind === 'unit' || input?.kind === 'choice' ? takeOption(rest, options) : null
    if (taken?.id) {
      raw[id] = input?.kind === 'unit' ? { unit: taken.id } : { choice: taken.id }
      rest = taken.rest
    }
    if (input?.kind === 'text' && rest !== '') {
      raw[id] = { text: rest }
      rest = ''
    }
  }
  if (!outcome && spec.name === 'disposisi' && person)
    return { pending: { kind: 'assign' }, raw: { staff: { staff: person.id } } }
  if (!outcome && spec.name === 'klasifikasi') {
    const { id } = takeOption(rest, office.profile.categories)
    const chosen: RawInputs = id === null ? {} : { choice: { choice: id } }
    return { pending: { kind: 'reclassify' }, raw: chosen }
  }
  return { pending: { kind: 'outcome', choice: { command: spec.name } }, raw }
}

function unitOptions({ profile }: Office) {
  return Object.entries(profile.units).map(([id, label]) => ({ id, label }))
}

/** The officer named first in the text, with what follows; `unknown` once the sender has been told so. */
async function personNamed(
  turn: PersonTurn,
  rest: string,
): Promise<{ id: string; rest: string } | 'unknown' | null> {
  const mentions = turn.inbound.body.kind === 'text' ? turn.inbound.body.mentions : []
  const taken = takeMention(
    rest,
    mentions.filter((m) => m.id !== undefined).map((m) => m.name),
  )
  if (taken.mentioned === null) return null
  const byId = mentions.find((m) => m.id !== undefined && m.name === taken.mentioned)
  const { channel } = turn.chat
  const person = byId?.id
    ? await turn.tx.people.meet(channel, { id: byId.id, name: byId.name })
    : await turn.tx.people.byUsername(channel, taken.mentioned.replace(/^@/, ''))
  if (person) return { id: person.id, rest: taken.rest }
  respond(turn, turn.app.words.staff.refusals.unknownPerson(taken.mentioned))
  return 'unknown'
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
  if (press.kind !== 'row' && press.kind !== 'open') return respond(turn, w.forged)
  const seen = await officesSeenBy(turn)
  const file = await turn.tx.tickets.load(press.ticket)
  if (!file || !seen.some((s) => s.service.id === file.ticket.service))
    return respond(turn, seen.length === 0 ? w.notStaff : w.forged)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  if (press.kind === 'open') {
    acknowledge(turn)
    return showDetails(turn, office, file)
  }
  const { act, at } = press
  if (act === 'claim') return attempt(turn, office, file, { kind: 'claim', at }, {})
  const run = openRun(file.ticket)
  if (!run) return respond(turn, w.closed(file.ticket.number))
  if (run.step !== at.step || run.run !== at.run) return respond(turn, w.stale)
  const pending: Pending = typeof act === 'string' ? { kind: act } : { kind: 'outcome', choice: act, at }
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
