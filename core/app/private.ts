import type { DialogueInput } from '../intake/form.ts'
import { isThanks } from '../intake/recognise.ts'
import { parseCommand } from '../staff/parse.ts'
import { decodePress, encodePress, type Press } from '../staff/press.ts'
import { openRun } from '../ticket/ticket.ts'
import { stepOf } from '../sop/sop.ts'
import { act, officeOf } from './act.ts'
import { contentOf, type Content } from './content.ts'
import { beginIntake, continueIntake, loadDraft, pressDraft } from './intake.ts'
import { callAgent, placeMessage, showStatus, showTicket } from './own-tickets.ts'
import { answerPrompt, staffPromptOf } from './prompts.ts'
import { handleStaffCommand, handleStaffPress } from './staff.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'
import { officesSeenBy } from './visibility.ts'

/** A message in a private chat: a requester's, or an officer's or leader's direct message. */
export async function handlePrivate(turn: PersonTurn): Promise<void> {
  const { body, edited, forwarded } = turn.inbound
  const w = turn.app.words.requester
  if (edited) return body.kind === 'text' ? say(turn, { text: w.editedNotRead }) : undefined
  if (body.kind === 'press') return handlePress(turn, body.data)
  if (body.kind === 'text') {
    const command = parseCommand(body.text, turn.app.bot.username)
    if (command && forwarded) return say(turn, { text: w.forwardedCommand })
    if (command) return handleCommand(turn, command)
  }
  const content = contentOf(turn)
  if (content) await handleContent(turn, content)
}

async function handleCommand(
  turn: PersonTurn,
  command: NonNullable<ReturnType<typeof parseCommand>>,
): Promise<void> {
  const w = turn.app.words.requester
  const { spec } = command
  if (!spec) return say(turn, { text: w.unknownCommand(command.typed) })
  if (spec.right !== 'requester') return handleStaffCommand(turn, command, spec)
  const draft = await loadDraft(turn)
  if (draft) return continueIntake(turn, draft, inDialogue(turn, spec.name))
  switch (spec.name) {
    case 'start':
    case 'aduan':
      return beginIntake(turn, null)
    case 'status':
      return showStatus(turn)
    case 'batal':
      return say(turn, { text: w.draftCancelledNone })
    case 'petugas':
      return callAgent(turn)
    case 'bantuan': {
      const officer = (await officesSeenBy(turn)).length > 0
      return officer ? handleStaffCommand(turn, command, spec) : say(turn, { text: w.help })
    }
  }
}

/** While a complaint is being written, the dialogue answers the requester's commands, and its question stands. */
function inDialogue(turn: PersonTurn, name: string): DialogueInput {
  const begins = name === 'start' || name === 'aduan'
  return begins
    ? { id: turn.inbox, kind: 'unsupported', what: name }
    : { id: turn.inbox, kind: 'text', text: name }
}

async function handlePress(turn: PersonTurn, data: string): Promise<void> {
  const press = decodePress(data)
  const w = turn.app.words.requester
  if (!press) return respond(turn, w.staleButton)
  switch (press.kind) {
    case 'draft':
      return pressDraft(turn, press.draft, press.value)
    case 'service': {
      acknowledge(turn)
      return beginIntake(turn, null, press.service)
    }
    case 'new': {
      acknowledge(turn)
      const draft = await loadDraft(turn)
      return draft
        ? continueIntake(turn, draft, { id: turn.inbox, kind: 'unsupported', what: 'new' })
        : beginIntake(turn, null)
    }
    case 'mine':
      return pressMine(turn, press)
    default:
      return handleStaffPress(turn, press)
  }
}

/** A button under the person's own ticket: *Sudah / Belum*, details, or where a message belongs. */
async function pressMine(turn: PersonTurn, press: Extract<Press, { kind: 'mine' }>): Promise<void> {
  const w = turn.app.words.requester
  const file = await turn.tx.tickets.load(press.ticket)
  if (!file || file.ticket.requester !== turn.person.id) return respond(turn, w.notYourTicket)
  if (press.act === 'show') {
    acknowledge(turn)
    return showTicket(turn, file)
  }
  if (press.act === 'place') {
    const owner = placeOwner(turn)
    const waiting = await turn.tx.prompts.get(owner, turn.now)
    if (!waiting) return respond(turn, w.staleButton)
    await turn.tx.prompts.clear(owner)
    acknowledge(turn)
    return placeMessage(turn, file, waiting.intent as Content)
  }
  await judge(turn, press.ticket, press.act === 'yes')
}

async function judge(turn: PersonTurn, ticket: string, solved: boolean): Promise<void> {
  const w = turn.app.words.requester
  const file = await turn.tx.tickets.load(ticket)
  if (!file) return respond(turn, w.staleButton)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  const by = { kind: 'requester' as const, person: turn.person.id }
  const done = await act(turn, office, file, { kind: solved ? 'confirm' : 'dispute', by }, [])
  if (done.ok) return acknowledge(turn)
  const { code } = done.refusal
  if (code === 'ticket-closed') return respond(turn, w.ticketClosed(file.ticket.number))
  respond(turn, code === 'already-said' ? w.alreadySaid : w.nothingToConfirm)
}

/** Anything that is not a command or a button. */
async function handleContent(turn: PersonTurn, content: Content): Promise<void> {
  const prompt = await staffPromptOf(turn)
  if (prompt) return answerPrompt(turn, prompt, content)
  const draft = await loadDraft(turn)
  if (draft) return continueIntake(turn, draft, { id: turn.inbox, ...content.input })
  if (content.text !== '' && isThanks(content.text, turn.app.words.intake)) return
  if (await placeReply(turn, content)) return
  const open = await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 10)
  const [only] = open
  if (!only) return beginIntake(turn, content)
  if (open.length > 1)
    return askWhich(
      turn,
      open.map((file) => file.ticket),
      content,
    )
  const verdict = await verdictIn(turn, only.ticket.id, content.text)
  if (verdict !== null) return judge(turn, only.ticket.id, verdict)
  await placeMessage(turn, only, content)
}

/** A reply to one of the bot's messages belongs to the ticket that message was about. */
async function placeReply(turn: PersonTurn, content: Content): Promise<boolean> {
  if (content.replyTo === undefined) return false
  const about = await turn.tx.messages.about(turn.chat, content.replyTo)
  const file = about && (await turn.tx.tickets.load(about.ticket))
  if (!file || file.ticket.requester !== turn.person.id) return false
  await placeMessage(turn, file, content)
  return true
}

async function askWhich(
  turn: PersonTurn,
  tickets: { id: string; number: string }[],
  content: Content,
): Promise<void> {
  const w = turn.app.words.requester
  const expires = new Date(turn.now.getTime() + 24 * 3_600_000)
  await turn.tx.prompts.put({ owner: placeOwner(turn), ticket: null, intent: content, expires })
  const buttons = tickets.map(({ id, number }) => [
    { label: number, press: encodePress({ kind: 'mine', ticket: id, act: 'place' }) },
  ])
  say(turn, {
    text: w.whichTicket,
    buttons: [...buttons, [{ label: w.newComplaint, press: encodePress({ kind: 'new' }) }]],
  })
}

/** *Sudah* or *belum* typed instead of pressed, while that is being asked. */
async function verdictIn(turn: PersonTurn, ticket: string, text: string): Promise<boolean | null> {
  const word = text.trim().toLowerCase()
  const said = /^(1|sudah|ya|sudah teratasi)\.?$/.test(word)
    ? true
    : /^(2|belum|belum teratasi)\.?$/.test(word)
      ? false
      : null
  if (said === null) return null
  const file = await turn.tx.tickets.load(ticket)
  const run = file && openRun(file.ticket)
  if (!file || !run) return null
  const { profile } = await officeOf(turn.tx, turn.app.desk, file.ticket)
  return stepOf(profile, run.step).asksConfirmation ? said : null
}

function placeOwner(turn: PersonTurn): string {
  return `place:${turn.chat.channel}:${turn.chat.chat}`
}
