import type { Message } from 'grammy/types'
import type { Change } from '../../bots/simulator/bot-api/state.ts'
import { startTown, type Town } from '../e2e/town.ts'

/**
 * A transcript is a conversation a person can read. Lines that begin in the first column are what people do; indented
 * lines are what everybody then saw. Playing it does the former and writes down the latter anew.
 *
 *     @ 2026-11-16 08:00            the clock is set; `@ +30m`, `@ +2h` move it on, and what is due is seen to
 *     Budi: teks                    a private message to the bot
 *     Budi [Kirim]                  presses the newest button of that label in the private chat
 *     Budi: (foto) keterangan       likewise (dokumen), (suara), (video), (stiker), (lokasi), (kontak), (album)
 *     Andi @grup: /ambil 1001       writes in the staff group; `Andi @grup [Ambil]` presses there
 *     Andi @grup > Pesan pelapor: teks    replies to the bot's newest message there that holds these words
 *     ; a remark
 */
export async function play(script: string): Promise<string> {
  const lines = script.split('\n').filter((line) => line !== '' && !line.startsWith(' '))
  const first = lines.find((line) => line.startsWith('@'))
  const at = /^@ (\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(first ?? '')
  const town = await startTown(at ? { at: `${at[1]}T${at[2]}` } : {})
  const seen: Change[] = []
  const stop = town.world.on((change) => void seen.push(change))
  const out: string[] = []
  try {
    for (const line of lines) {
      out.push(line)
      if (line.startsWith(';')) continue
      seen.length = 0
      await perform(town, line).catch((cause: unknown) => {
        throw new Error(`after\n${out.slice(-30).join('\n')}`, { cause })
      })
      await town.settle()
      out.push(...seenLines(town, seen))
    }
  } finally {
    stop()
    await town.stop()
  }
  return out.join('\n') + '\n'
}

async function perform(town: Town, line: string): Promise<void> {
  if (line.startsWith('@')) return moveClock(town, line)
  const match = /^([^\s:]+)( @grup)?(?: (\[.+\]|> .+?))?(?:: (.*))?$/s.exec(line)
  const [, name = '', inGroup, aim = '', text] = match ?? []
  const person = town.person(name)
  const chat = inGroup ? town.cast.staffGroup : person
  const button = /^\[(.+)\]$/.exec(aim)?.[1]
  if (button !== undefined) return press(town, person, chat, button)
  const replied = /^> (.+)$/.exec(aim)?.[1]
  const replyTo = replied === undefined ? undefined : newest(town, chat, (m) => textOf(m).includes(replied)).message_id
  say(town, person, chat, text ?? '', replyTo)
}

function say({ world }: Town, person: number, chat: number, text: string, replyTo?: number): void {
  const [, kind, rest = ''] = /^\((\w+)\) ?(.*)$/.exec(text) ?? []
  const options = { caption: rest === '' ? undefined : rest, replyTo }
  switch (kind) {
    case 'foto':
      return void world.sendPhoto(person, chat, {}, options)
    case 'dokumen':
      return void world.sendDocument(person, chat, {}, options)
    case 'suara':
      return void world.sendVoice(person, chat, {}, options)
    case 'video':
      return void world.sendVideo(person, chat, {}, options)
    case 'album':
      return void world.sendAlbum(person, chat, [{}, {}, {}], options)
    case 'stiker':
      return void world.sendSticker(person, chat)
    case 'lokasi':
      return void world.sendLocation(person, chat, { latitude: -6.12, longitude: 106.15 })
    case 'kontak':
      return void world.sendContact(person, chat, { phone_number: '+6281210002001', first_name: 'Budi' })
    default:
      return void world.send(person, chat, text.replaceAll('\\n', '\n'), { replyTo })
  }
}

async function press({ world, ...town }: Town, person: number, chat: number, label: string): Promise<void> {
  const has = (m: Message) => buttonsOf(m).some((b) => b === label)
  const { message_id } = newest({ world, ...town }, chat, has)
  await world.press(person, chat, message_id, label).answered
}

async function moveClock(town: Town, line: string): Promise<void> {
  const by = /^@ \+(\d+)([mh])$/.exec(line)
  const at = /^@ (\S+) (\S+)$/.exec(line)
  if (by) town.clock.set(new Date(town.clock.now().getTime() + Number(by[1]) * (by[2] === 'h' ? 3_600_000 : 60_000)))
  else if (at) town.clock.set(new Date(`${at[1]}T${at[2]}:00+07:00`))
  else throw new Error(`not understood: ${line}`)
  await town.program.sweep()
}

function newest({ world }: Town, chat: number, fits: (message: Message) => boolean): Message {
  const found = world.messages(chat).findLast((m) => m.from?.is_bot === true && fits(m))
  if (!found) throw new Error(`no such message in ${chat}`)
  return found
}

/** What was seen, chat by chat: notices over the chat first, then messages in their order. */
function seenLines(town: Town, seen: readonly Change[]): string[] {
  const groups = new Map<string, string[]>()
  const add = (place: string, lines: string[]) => groups.set(place, [...(groups.get(place) ?? []), ...lines])
  for (const change of seen) {
    if (change.kind === 'callback-answered' && change.answer.text) add(`0 ${nameOf(town, change.userId)}`, [`  (${change.answer.text})`])
    if (change.kind !== 'message-added' && change.kind !== 'message-edited') continue
    if (!change.message.from?.is_bot) continue
    const where = nameOf(town, change.chatId)
    const verb = change.kind === 'message-edited' ? '~' : '→'
    add(`1 ${where}`, [`  ${verb} ${where}`, ...body(change.message)])
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b)).flatMap(([, lines]) => lines)
}

function body(message: Message): string[] {
  const kind = (['photo', 'document', 'video', 'voice'] as const).find((k) => k in message)
  const text = textOf(message).split('\n').map((line) => `    ${line}`.trimEnd())
  const rows = inlineRows(message).map((row) => '    ' + row.map((label) => `[${label}]`).join(' '))
  return [...(kind ? [`    (${kind})`] : []), ...(textOf(message) === '' ? [] : text), ...rows]
}

function inlineRows(message: Message): string[][] {
  return (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map((button) => button.text))
}

function buttonsOf(message: Message): string[] {
  return inlineRows(message).flat()
}

function textOf(message: Message): string {
  return message.text ?? message.caption ?? ''
}

function nameOf({ cast }: Town, id: number): string {
  if (id === cast.staffGroup) return 'grup'
  return cast.members.find(({ user }) => user.id === id)?.name.split(' ')[0] ?? String(id)
}
