import { hasContent, type DialogueInput } from '../intake/form.ts'
import { isThanks, spokenCommand } from '../intake/recognise.ts'
import { readNumber } from '../intake/number.ts'
import { commandOf } from '../staff/commands.ts'
import { parseCommand } from '../staff/parse.ts'
import { decodePress, type Press } from '../staff/press.ts'
import { staffOf } from './act.ts'
import { takeCode } from './binding.ts'
import { noteChange } from './changes.ts'
import { answerOf, contentsOf, inputOf, type Content } from './content.ts'
import { completeOwn } from './completion.ts'
import { serviceOf } from './desk.ts'
import {
  beginIntake,
  continueIntake,
  goOnWriting,
  loadDraft,
  pressDraft,
  takeWaitingForService,
} from './intake.ts'
import { beginAnother, followUp, judge, placeWaiting, rate } from './follow-up.ts'
import { scores } from '../ticket/ticket.ts'
import { takeForwarded } from './forwarding.ts'
import { callAgent, showStatus, showTicket } from './own-tickets.ts'
import { joinedByContact } from './joined.ts'
import { answerPrompt, staffPromptOf } from './prompts.ts'
import { beginRecording } from './record.ts'
import { handleStaffCommand, handleStaffPress, takeFile } from './staff.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'
import { officesSeenBy, titlesIn } from './visibility.ts'

/** A message in a private chat: a requester's, or an officer's or leader's direct message. */
export async function handlePrivate(met: PersonTurn): Promise<void> {
  const turn = await joinedByContact(met)
  const { body, edited, forwarded } = turn.inbound
  const w = turn.app.words.requester
  if (edited || body.kind === 'deleted') return noteChange(turn)
  if (body.kind === 'press') return handlePress(turn, body.data)
  if (body.kind === 'text') {
    const command = parseCommand(body.text, turn.app.bot.username)
    if (command && forwarded) return say(turn, { text: w.forwardedCommand })
    if (command) return handleCommand(turn, command)
  }
  if ((await takeCode(turn)) || (await takeFile(turn))) return
  const [content, ...others] = contentsOf(turn)
  if (content) await handleContent(turn, [content, ...others])
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
      return start(turn, command.rest)
    case 'aduan':
      return beginIntake(turn, [])
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

/** A link or a sign on the wall may name the service: `/start tik-banten`. */
async function start(turn: PersonTurn, named: string): Promise<void> {
  const service = serviceOf(turn.app.desk, named) ?? undefined
  if (!service && (await welcomeStaff(turn))) return
  await beginIntake(turn, [], service)
}

/** While a complaint is being written, the dialogue answers the requester's commands, and its question stands. */
function inDialogue(turn: PersonTurn, name: string): DialogueInput {
  const begins = name === 'start' || name === 'aduan'
  return begins
    ? { id: turn.inbox, kind: 'unsupported', what: name }
    : { id: turn.inbox, kind: 'text', text: `/${name}` }
}

/** Staff press *start* to get direct messages, not to complain: they are told what they are known as. */
async function welcomeStaff(turn: PersonTurn): Promise<boolean> {
  const seen = await officesSeenBy(turn)
  if (seen.length === 0) return false
  say(turn, { text: turn.app.words.staff.welcome(turn.person.name, titlesIn(turn, seen)) })
  return true
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
      return chooseService(turn, press.service)
    }
    case 'new': {
      acknowledge(turn)
      const draft = await loadDraft(turn)
      return draft ? goOnWriting(turn, draft) : beginAnother(turn)
    }
    case 'mine':
      return pressMine(turn, press)
    default:
      return handleStaffPress(turn, press)
  }
}

/**
 * The service that was asked for, or another one while nothing is written yet: what waited for it begins, an officer's
 * record where the officer still is one.
 */
async function chooseService(turn: PersonTurn, id: string): Promise<void> {
  const draft = await loadDraft(turn)
  if (draft && hasContent(draft)) return goOnWriting(turn, draft)
  const { first, record } = await takeWaitingForService(turn)
  const service = serviceOf(turn.app.desk, id) ?? undefined
  if (record === null || !service) return beginIntake(turn, first, service)
  const staff = await staffOf(turn.tx, service, turn.now)
  if (staff.rolesOf(turn.person.id).length === 0)
    return say(turn, { text: turn.app.words.staff.refusals.notStaff })
  await beginRecording(turn, service, record)
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
  if (press.act === 'place') return placeWaiting(turn, file)
  if (press.act === 'complete') return completeOwn(turn, file)
  const score = scores.find((step) => press.act === `rate${step}`)
  if (score) return rate(turn, file, score)
  await judge(turn, file, press.act === 'yes')
}

/** Anything that is not a command or a button. */
async function handleContent(turn: PersonTurn, contents: [Content, ...Content[]]): Promise<void> {
  const { intake } = turn.app.words
  const [content] = contents
  if (turn.inbound.forwarded && (await takeForwarded(turn, contents))) return
  const prompt = await staffPromptOf(turn)
  if (prompt) return answerPrompt(turn, prompt, answerOf(contents))
  const draft = await loadDraft(turn)
  if (draft) return continueIntake(turn, draft, { id: turn.inbox, ...inputOf(contents) })
  const word = spokenCommand(content.text, intake)
  if (word) return handleCommand(turn, { spec: commandOf(word), typed: word, rest: '' })
  if (content.text !== '' && isThanks(content.text, intake)) return
  const isStray =
    !turn.app.capabilities[turn.chat.channel].buttons && readNumber(content.text, intake) !== null
  if (isStray) return answerStray(turn)
  return followUp(turn, contents)
}

/** A number with nothing to choose from: a choice typed twice, as a rule. It is answered once a minute. */
async function answerStray(turn: PersonTurn): Promise<void> {
  const owner = `stray:${turn.chat.channel}:${turn.chat.chat}`
  if (await turn.tx.prompts.get(owner, turn.now)) return
  const expires = new Date(turn.now.getTime() + 60_000)
  await turn.tx.prompts.put({ owner, ticket: null, intent: null, expires })
  say(turn, { text: turn.app.words.requester.nothingNumbered })
}
