import { readAhead } from '../intake/completion.ts'
import type { Service } from './desk.ts'
import { contextOf } from './intake-context.ts'
import { askService, goOnWriting, loadDraft, startDialogue } from './intake.ts'
import { staffPromptOf } from './prompts.ts'
import { takeService } from './services.ts'
import { acknowledge, respond, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/**
 * `/catat`: an officer records a complaint that came another way, in the own private chat. What follows the command may
 * name the service, and hold what was told.
 */
export async function recordComplaint(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { words } = turn.app
  const mine = seen.filter(({ staff }) => staff.rolesOf(turn.person.id).length > 0)
  if (mine.length === 0) return respond(turn, words.staff.refusals.notStaff)
  const here = await privately(turn)
  if (!here) return
  const services = mine.map(({ service }) => service)
  const { service, rest: told } = takeService(services, rest)
  if (service) return beginRecording(here, service, told)
  await askService(here, services, words.intake.record.whichService, { first: [], record: told })
}

/** Asks how the complaint came, and on; what was told already is proposed. */
export async function beginRecording(turn: PersonTurn, service: Service, told: string): Promise<void> {
  const purpose = { kind: 'record' as const }
  const { begin } = turn.app.words.intake.record
  const ctx = await contextOf(turn, service, purpose)
  const ahead = told === '' ? {} : readAhead(told, { ...ctx, now: turn.now })
  await startDialogue(turn, service, { purpose, input: null, hello: begin(service.profile.title), ...ahead })
}

/**
 * The turn as it goes on in the officer's private chat, where questions are answered one by one; null where it cannot,
 * and the officer was told why. What was being asked there is given up; what was being written there is asked on.
 */
export async function privately(turn: PersonTurn): Promise<PersonTurn | null> {
  const w = turn.app.words.intake.record
  const inPrivate = turn.inbound.chat.kind === 'private'
  const chat = inPrivate ? turn.chat : await turn.tx.people.address(turn.person.id, turn.chat.channel)
  if (!chat) {
    respond(turn, w.pressStart(turn.app.bot.username))
    return null
  }
  if (inPrivate) acknowledge(turn)
  else respond(turn, w.goesOnPrivately)
  const here = { ...turn, chat }
  const prompt = await staffPromptOf(here)
  if (prompt) await turn.tx.prompts.clear(prompt.owner)
  const draft = await loadDraft(here)
  if (!draft) return here
  await goOnWriting(here, draft)
  return null
}
