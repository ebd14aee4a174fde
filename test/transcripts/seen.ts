import type { Message } from 'grammy/types'
import type { Change } from '../../bots/simulator/bot-api/state.ts'
import { query } from '../fixtures/database.ts'
import type { Town } from '../e2e/town.ts'

/** What was seen, chat by chat: notices over the chat first, then messages in their order. */
export async function seenLines(town: Town, seen: readonly Change[]): Promise<string[]> {
  const silent = seen.some(({ kind }) => kind === 'message-added') ? await silentTexts(town) : []
  const places = new Map<string, string[][]>()
  const add = (place: string, lines: string[]) => places.set(place, [...(places.get(place) ?? []), lines])
  for (const change of seen) {
    if (change.kind === 'callback-answered' && change.answer.text)
      add(`0 ${nameOf(town, change.userId)}`, [`  (${change.answer.text})`])
    if (change.kind === 'keyboard-changed' && change.keyboard)
      add(`1 ${nameOf(town, change.chatId)}`, [`    ${keyboardOf(change.keyboard)}`])
    if (change.kind !== 'message-added' && change.kind !== 'message-edited') continue
    if (!change.message.from?.is_bot || change.message.sender_chat) continue
    const where = nameOf(town, change.chatId)
    const verb = change.kind === 'message-edited' ? '~' : '→'
    const hush = silent.some((text) => textOf(change.message).startsWith(text)) ? ' (tanpa bunyi)' : ''
    add(`1 ${where}`, [`  ${verb} ${where}${hush}`, ...body(town, change.message)])
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, entries]) => folded(entries))
}

/** The labels of the buttons under a message. */
export function buttonsOf(message: Message): string[] {
  return inlineRows(message).flat()
}

export function textOf(message: Message): string {
  return message.text ?? message.caption ?? ''
}

/** Equal entries one after the other are written once, with their number. */
function folded(entries: readonly string[][]): string[] {
  const out: string[] = []
  for (let at = 0; at < entries.length; ) {
    const entry = entries[at] ?? []
    let count = 1
    while (entries[at + count]?.join('\n') === entry.join('\n')) count += 1
    const [first = '', ...rest] = entry
    out.push(count === 1 ? first : `${first} ${count}×`, ...rest)
    at += count
  }
  return out
}

const fileKinds = { photo: 'foto', document: 'dokumen', video: 'video', voice: 'suara' }

function body(town: Town, message: Message): string[] {
  const kind = Object.entries(fileKinds).find(([field]) => field in message)?.[1]
  const paper = paperName(town, message)
  const text = textOf(message)
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
  const rows = inlineRows(message).map((row) => '    ' + row.map((label) => `[${label}]`).join(' '))
  const file = kind === undefined ? [] : [paper === undefined ? `    (${kind})` : `    (${kind} ${paper})`]
  return [...file, ...(textOf(message) === '' ? [] : text), ...rows]
}

/** The name of a document the bot made; one it passes on is somebody's. */
function paperName({ world }: Town, { document }: Message): string | undefined {
  const file = document && world.state.files.get(document.file_id)
  return file?.ofBot ? document?.file_name : undefined
}

function inlineRows(message: Message): string[][] {
  return (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map((button) => button.text))
}

type Keyboard = NonNullable<Extract<Change, { kind: 'keyboard-changed' }>['keyboard']>

/** Buttons in place of the keys, or an answer field aimed at the message. */
function keyboardOf(shown: Keyboard): string {
  if (!('keyboard' in shown)) return '(kolom balasan terbuka)'
  const labels = shown.keyboard.flat().map((button) => (typeof button === 'string' ? button : button.text))
  return labels.map((label) => `<${label}>`).join(' ')
}

/** Telegram tells a reader nothing of a message having come without a sound; the outbox does. */
async function silentTexts({ databaseUrl }: Town): Promise<string[]> {
  const rows = await query<{ text: string }>(
    databaseUrl,
    `SELECT item #>> '{message,text}' AS text FROM outbox WHERE (item #>> '{message,silent}')::boolean AND item #>> '{message,text}' <> ''`,
  )
  return rows.map(({ text }) => text)
}

/** The first desk's group is *grup*, another one's is named after its service. */
function nameOf({ cast, world }: Town, id: number): string {
  const at = cast.desks.findIndex(({ staffGroup }) => staffGroup === id)
  if (at >= 0) return at === 0 ? 'grup' : `grup:${cast.desks[at]?.service}`
  return world.state.users.get(id)?.first_name ?? String(id)
}
