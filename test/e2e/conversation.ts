import type { Message } from 'grammy/types'
import type { World } from '../../bots/simulator/bot-api/world.ts'
import { query } from '../fixtures/database.ts'
import type { Town } from './town.ts'

/** What somebody does next in an intake: say something, or press a button. */
export type Answer = { say: string } | { press: string }

const said: readonly [question: RegExp, answer: string][] = [
  [/nama lengkap/i, 'Budi Santoso'],
  [/OPD/, 'Dindikbud'],
  [/telepon|HP/i, '0812 1000 2001'],
  [/e-mail/i, 'budi.santoso@contoh.go.id'],
]

/** What a willing requester answers to this message of the bot's; null where it asks nothing of the intake. */
export function answerTo(message: Message): Answer | null {
  const press = labelsOf(message).find((label) => /^(Kirim|Lewati sisanya|Tanpa bukti|Ya, .*)$/.test(label))
  if (press !== undefined) return { press }
  const answer = said.find(([question]) => question.test(textOf(message)))
  return answer ? { say: answer[1] } : null
}

/** The labels of a message's buttons. */
export function labelsOf(message: Message): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text)
}

/** A message's words. */
export function textOf(message: Message): string {
  return message.text ?? message.caption ?? ''
}

/** The bot's messages in a chat, oldest first. */
export function fromBot(world: World, chat: number): Message[] {
  return world.messages(chat).filter((message) => message.from?.is_bot)
}

/** The bot's newest message in a chat that has these words, or a button of this label. Throws when there is none. */
export function newest({ world }: Town, chat: number, words: string): Message {
  const found = fromBot(world, chat).findLast((m) => textOf(m).includes(words) || labelsOf(m).includes(words))
  if (!found) throw new Error(`nothing in ${chat} says "${words}"`)
  return found
}

/** Presses the newest button of this label, and waits until everything it brought about has settled. */
export async function press(town: Town, person: number, chat: number, label: string): Promise<string> {
  const { answered } = town.world.press(person, chat, newest(town, chat, label).message_id, label)
  await town.settle()
  return (await answered).text ?? ''
}

/** Says something, and waits until everything it brought about has settled. Answers what the bot then said. */
export async function tell(town: Town, person: number, chat: number, text: string): Promise<string> {
  const before = fromBot(town.world, chat).length
  town.world.send(person, chat, text)
  await town.settle()
  return fromBot(town.world, chat).slice(before).map(textOf).join('\n')
}

/** Answers every question until the complaint can be sent; the summary that carries *Kirim*. */
export async function upToSending(town: Town, person: number): Promise<Message> {
  await tell(town, person, person, 'Wifi di ruang rapat putus sejak pagi')
  for (;;) {
    const message = fromBot(town.world, person).at(-1)
    const answer = message && answerTo(message)
    if (!answer) throw new Error(`no question: ${message && textOf(message)}`)
    if ('say' in answer) await tell(town, person, person, answer.say)
    else if (answer.press === 'Kirim') return message
    else await press(town, person, person, answer.press)
  }
}

/** A whole complaint, and the number of its ticket. */
export async function complain(town: Town, person: number): Promise<string> {
  await upToSending(town, person)
  await press(town, person, person, 'Kirim')
  const number = numberIn(newest(town, person, 'dengan nomor'))
  if (number === null) throw new Error('no number was told')
  return number
}

/** The ticket number a message names. */
export function numberIn(message: Message): string | null {
  return /TIK-\d+/.exec(textOf(message))?.[0] ?? null
}

/** All tickets, as stored. */
export function ticketsOf({ databaseUrl }: Pick<Town, 'databaseUrl'>) {
  return query<{ number: string; draft_id: string; step: string }>(
    databaseUrl,
    'SELECT number, draft_id, step FROM tickets ORDER BY id',
  )
}

/** Who holds a ticket now, by name; null where nobody does. */
export async function holderOf(
  { databaseUrl }: Pick<Town, 'databaseUrl'>,
  number: string,
): Promise<string | null> {
  const [row] = await query<{ name: string | null }>(
    databaseUrl,
    'SELECT name FROM tickets LEFT JOIN people ON people.id = assignee_id WHERE number = $1',
    [number],
  )
  return row?.name ?? null
}
