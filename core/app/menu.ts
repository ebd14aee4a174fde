import { plain } from '../intake/clean.ts'
import { closest } from '../intake/close.ts'
import { readNumber } from '../intake/number.ts'
import type { Button, ChatAddress, Message } from './message.ts'
import type { Tx } from './ports.ts'
import type { App, Turn } from './turn.ts'

/**
 * Menus of numbers: a channel without buttons shows them as numbered lines, and a number, a label or nearly a label in
 * answer is a press of the button. The newest menu of a chat holds; it is kept just before it is sent, so that nobody
 * sees one that is not known.
 */

const lifeMs = 30 * 24 * 3_600_000

/** Keeps what this message offers; a question to be answered in words ends the menu before it. */
export async function keepMenu(app: App, tx: Tx, to: ChatAddress, message: Message): Promise<void> {
  const owner = menuOwner(to)
  const choices = (message.buttons ?? []).flat()
  if (choices.length === 0) return void (await tx.prompts.clear(owner))
  const expires = new Date(app.clock.now().getTime() + lifeMs)
  await tx.prompts.put({ owner, ticket: null, intent: choices, expires })
}

/** Whether a message changes what a number in its chat means. */
export function changesMenu(
  app: App,
  to: ChatAddress,
  { buttons = [], asksReply, asksWords }: Message,
): boolean {
  return (
    !app.capabilities[to.channel].buttons && (buttons.length > 0 || asksReply === true || asksWords === true)
  )
}

/** The turn with a typed choice as the press it stands for. */
export async function withChoicePressed(turn: Turn): Promise<Turn> {
  const { inbound, app, chat } = turn
  const { body } = inbound
  if (body.kind !== 'text' || inbound.edited || inbound.forwarded || app.capabilities[chat.channel].buttons)
    return turn
  const menu = await turn.tx.prompts.get(menuOwner(chat), turn.now)
  const choice = menu && choiceIn(menu.intent as Button[], body.text, app)
  if (!choice) return turn
  const press = { kind: 'press' as const, data: choice.press, message: inbound.message ?? '', query: null }
  return { ...turn, inbound: { ...inbound, body: press } }
}

/** Tells of a text whether it is one of the choices the chat was offered last. */
export async function choicesOffered(
  app: App,
  tx: Tx,
  chat: ChatAddress,
): Promise<(text: string) => boolean> {
  if (app.capabilities[chat.channel].buttons) return () => false
  const menu = await tx.prompts.get(menuOwner(chat), app.clock.now())
  return (text) => menu !== null && choiceIn(menu.intent as Button[], text, app) !== undefined
}

function choiceIn(choices: Button[], text: string, { words }: App): Button | undefined {
  const number = readNumber(text, words.intake)
  if (number !== null) return choices[number - 1]
  const said = plain(text)
  if (said === '') return undefined
  return choices.find(({ label }) => plain(label) === said) ?? closest(said, choices)
}

function menuOwner({ channel, chat }: ChatAddress): string {
  return `menu:${channel}:${chat}`
}
