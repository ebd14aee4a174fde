import type { Message } from 'grammy/types'
import type { SendOptions } from '../../bots/simulator/bot-api/people.ts'
import type { Change } from '../../bots/simulator/bot-api/state.ts'
import type { Cast } from '../../bots/simulator/cast.ts'
import { startTown, type Town } from '../e2e/town.ts'
import { query } from '../fixtures/database.ts'
import { actOnWhatsapp, seenOnWhatsapp, shownSoFar } from './on-whatsapp.ts'
import { buttonsOf, seenLines, textOf } from './seen.ts'

/**
 * A transcript is a conversation a person can read. Lines that begin in the first column are what people do; indented
 * lines are what everybody then saw. Playing it does the former and writes down the latter anew.
 *
 *     ! meja lpse-tidung            before all else: whose desk it is, with its people; several are joined by `+`
 *     @ 2026-11-16 08:00            the clock is set, in Jakarta's time whatever the desk's; `@ +30m`, `@ +2h` move it
 *                                   on, and what is due is seen to; `@ +20h mati`: the program was down meanwhile
 *     Budi: teks                    a private message to the bot; \n is a new line
 *     Budi: (foto) keterangan       likewise (dokumen), (suara), (video), (stiker), (lokasi), (kontak), (album);
 *                                   (berkas) isi | keterangan: a text file of that content;
 *                                   (terusan) a forwarded text, (terusan foto) and so on a forwarded file, (ubahan) the
 *                                   own last message edited, (anonim); (kontak) Nama 0812… somebody else's card
 *     Budi [Kirim]                  presses the newest button of that label in the private chat; `[Kirim] lama` the
 *                                   oldest one, `[=data]` sends data no button carries, `[Kirim] x50` fifty at once
 *     Andi @grup: /ambil 1001       writes in the staff group; `Andi @grup [Ambil]` presses there; `@grup` is the first
 *                                   desk's, `@grup:lpse-tidung` another one's
 *     Andi @grup > Pesan pelapor: teks    replies to the bot's newest message there that holds these words
 *     Andi, Rina @grup [Ambil]      both at once
 *     ! tahun depan kosong          before all else: nobody has been told yet that the coming year has no holidays
 *     ! kantor baru                 before all else: no group is bound, nobody has a role; `! Joko orang luar` adds
 *                                   somebody, `! Rina keluar grup`, `! Rina masuk grup`, `! mulai ulang`
 *     Ratna @wa: teks               an officer or leader on WhatsApp; `(kode)` is the code Telegram showed them last
 *     ; a remark; after `; Telegram saja` the next line is left out on WhatsApp
 *
 * `whatsapp`: requesters do all of it on WhatsApp, where a button is a number to type.
 */
export async function play(script: string, { whatsapp = false } = {}): Promise<Played> {
  const lines = script.split('\n').filter((line) => line !== '' && !line.startsWith(' '))
  const at = /^@ (\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(lines.find((line) => line.startsWith('@')) ?? '')
  const bare = lines.includes('! kantor baru')
  const desks = /^! meja (\S+)$/m.exec(script)?.[1]
  const town = await startTown({
    ...(at ? { at: `${at[1]}T${at[2]}` } : {}),
    ...(desks === undefined ? {} : { sop: desks.split('+') }),
    ...(bare ? { desk: bareDesk } : {}),
    whatsapp,
    // The script says when: a minute of the machine's clock may end anywhere in it.
    sweepsItself: false,
  })
  const seen: Change[] = []
  const stop = town.world.on((change) => void seen.push(change))
  const out: string[] = []
  let taken: string[] = []
  try {
    if (!lines.includes('! tahun depan kosong')) await knowOfComingYear(town)
    await greetEachOther(town)
    for (const [at, line] of lines.entries()) {
      if (whatsapp && lines[at - 1] === '; Telegram saja') continue
      out.push(line)
      if (line.startsWith(';') || ofTheStart.includes(line) || line.startsWith('! meja ')) continue
      seen.length = 0
      const shown = shownSoFar(town)
      // The pictures of an album come one by one, and on a busy machine not at once.
      town.quiet.ms = line.includes('(album)') ? 600 : 0
      await perform(town, line).catch((cause: unknown) => {
        throw new Error(`after\n${out.slice(-30).join('\n')}`, { cause })
      })
      await town.settle()
      out.push(...[...(await seenLines(town, seen)), ...seenOnWhatsapp(town, shown)].map(withoutCode))
    }
    taken = await outcomesTaken(town)
  } finally {
    stop()
    await town.stop()
  }
  return { text: out.join('\n') + '\n', taken }
}

const ofTheStart = ['! kantor baru', '! tahun depan kosong']

/** Whoever is the admin has been told of the coming year's holidays; it would stand in every November's conversation. */
async function knowOfComingYear({ databaseUrl }: Town): Promise<void> {
  await query(
    databaseUrl,
    `INSERT INTO digest_runs (service, period, recipient, at, told_at)
     SELECT '*', 'holidays:2027:2026-' || month, person_id::text, now(), now()
     FROM grants, unnest(ARRAY['11', '12']) AS month WHERE service = '*' AND role = 'admin' ON CONFLICT DO NOTHING`,
  )
}

/** A code to bind a WhatsApp with is another one every time. */
function withoutCode(line: string): string {
  return line.replace(/(Kode WhatsApp Anda: |KODE(?: |%20))\d{6}/g, '$1······')
}

/** The conversation as it went, and the outcomes taken in it: `tik-banten row 5: selesai`. */
export type Played = { text: string; taken: string[] }

async function outcomesTaken({ databaseUrl }: Town): Promise<string[]> {
  const rows = await query<{ taken: string }>(
    databaseUrl,
    `SELECT DISTINCT service || ' row ' || (event->>'step') || ': ' || (event->>'outcome') AS taken
     FROM ticket_events JOIN tickets ON tickets.id = ticket_id WHERE kind IN ('outcome-chosen', 'climbed')`,
  )
  return rows.map((row) => row.taken)
}

/** An office at its first start: it knows nothing but its name and its SOPs. */
function bareDesk({ desks }: Cast): string {
  return JSON.stringify({ agency: desks[0]?.agency, services: desks.map(({ service }) => ({ sop: service })) })
}

/** The bot knows the names of those it has seen in the group, and writes to those who have started it. */
async function greetEachOther({ world, cast, group, settle }: Town): Promise<void> {
  const staff = cast.members.filter(({ part }) => part !== 'requester')
  for (const { user, service } of staff) world.send(user, group(service ?? undefined), 'Selamat pagi')
  await settle()
  for (const { user } of staff) world.send(user, user, '/start')
  await settle()
}

async function perform(town: Town, line: string): Promise<void> {
  if (line.startsWith('@')) return moveClock(town, line)
  if (line.startsWith('!')) return changeTown(town, line)
  const match =
    /^([\p{L}, ]+?)(?: @(grup|wa)(?::([a-z0-9-]+))?)?(?: (\[.+\]|> .+?))?(?: (lama|x\d+))?(?:: (.*))?$/su.exec(line)
  const [, names = '', place, desk, aim = '', how = '', text = ''] = match ?? []
  const inGroup = place === 'grup'
  const button = /^\[(.+)\]$/.exec(aim)?.[1]
  const replied = /^> (.+)$/.exec(aim)?.[1]
  const acts = names.split(', ').map((name) => {
    const onPhone = place === 'wa' || (!inGroup && isRequester(town, name))
    const phone = onPhone ? town.whatsapp?.phone(name) : undefined
    const spoken = text.replaceAll('\\n', '\n').replace('(kode)', () => codeOf(town, name))
    if (phone) return actOnWhatsapp(phone, { button, how, replied, text: spoken })
    const person = personOf(town, name)
    const chat = inGroup ? town.group(desk) : person
    if (button !== undefined) return press(town, person, chat, button, how)
    const replyTo = replied === undefined ? undefined : newest(town, chat, replied).message_id
    return say(town, person, chat, text.replaceAll('\\n', '\n'), replyTo)
  })
  await Promise.all(acts)
}

/** The code Telegram showed somebody last. */
function codeOf(town: Town, name: string): string {
  const shown = textOf(newest(town, personOf(town, name), 'Kode WhatsApp Anda'))
  return /\d{6}/.exec(shown)?.[0] ?? ''
}

function isRequester({ cast }: Town, name: string): boolean {
  return cast.members.some(({ user, part }) => part === 'requester' && user.first_name === name)
}

function say(town: Town, person: number, chat: number, text: string, replyTo?: number): void {
  const { world } = town
  const [, passedOn, file, rest = ''] = /^\((?:(terusan)(?: (?=\w))?)?(\w*)\) ?(.*)$/s.exec(text) ?? []
  const forwarded = passedOn === undefined ? {} : { forwardOrigin: origin }
  const kind = file === '' ? passedOn : file
  const options: SendOptions = { caption: rest === '' ? undefined : rest, replyTo, ...forwarded }
  switch (kind) {
    case 'foto':
      return void world.sendPhoto(person, chat, {}, options)
    case 'dokumen':
      return void world.sendDocument(person, chat, {}, options)
    case 'berkas': {
      const [lines = '', caption = ''] = rest.split(' | ')
      const file = { bytes: Buffer.from(lines), mime_type: 'text/plain', file_name: 'libur.txt' }
      return void world.sendDocument(person, chat, file, { ...options, caption })
    }
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
      return void world.sendContact(person, chat, rest === '' ? { phone_number: phoneOf(town, person) } : card(rest))
    case 'terusan':
      return void world.send(person, chat, rest, { forwardOrigin: origin })
    case 'ubahan':
      return void world.editMessage(person, chat, lastOf(town, person, chat), rest)
    case 'anonim':
      return void world.send(person, chat, rest, { anonymous: true })
    default:
      return void world.send(person, chat, text, { replyTo })
  }
}

/** "Siti Aminah 0812-1000-2002": somebody's contact card, which tells nothing of an account. */
function card(text: string) {
  const [, first_name = '', phone_number = ''] = /^(.*?) ?([+\d][\d -]+)$/.exec(text) ?? []
  return { first_name, phone_number, user_id: undefined }
}

const origin = { type: 'hidden_user', sender_user_name: 'Seseorang', date: 1_760_000_000 } as const

async function press(town: Town, person: number, chat: number, label: string, how: string): Promise<void> {
  const { world } = town
  const forged = /^=(.+)$/.exec(label)?.[1]
  const all = world.messages(chat).filter((m) => m.from?.is_bot)
  const has = (m: Message) => forged !== undefined || buttonsOf(m).includes(label)
  const message = how === 'lama' ? all.find(has) : all.findLast(has)
  if (!message) throw new Error(`no button [${label}] in ${chat}`)
  const copies = /^x(\d+)$/.exec(how)?.[1] ?? '1'
  const data = forged === undefined ? label : { data: forged }
  const presses = Array.from({ length: Number(copies) }, () => world.press(person, chat, message.message_id, data))
  await Promise.all(presses.map(({ answered }) => answered))
}

async function moveClock(town: Town, line: string): Promise<void> {
  const match = /^@ (?:\+(\d+)([mh])|(\S+) (\d\d:\d\d))( mati)?$/.exec(line)
  if (!match) throw new Error(`not understood: ${line}`)
  const [, by, unit, day, time, down] = match
  const to =
    by === undefined
      ? new Date(`${day}T${time}:00+07:00`)
      : new Date(town.clock.now().getTime() + Number(by) * (unit === 'h' ? 3_600_000 : 60_000))
  if (down) await town.restart(to)
  town.clock.set(to)
  await town.program.sweep()
}

async function changeTown(town: Town, line: string): Promise<void> {
  const { world } = town
  if (line === '! mulai ulang') return town.restart()
  const [, name = '', what] = /^! (\p{L}+) (orang luar|masuk grup|keluar grup)$/u.exec(line) ?? []
  if (what === 'orang luar')
    return void world.user({ id: 6_200_000_000 + world.state.users.size, first_name: name })
  if (what === 'masuk grup') return world.join(personOf(town, name), groupOf(town, name))
  if (what === 'keluar grup') return world.leave(personOf(town, name), groupOf(town, name))
  throw new Error(`not understood: ${line}`)
}

function personOf({ world }: Town, name: string): number {
  for (const user of world.state.users.values()) if (user.first_name === name) return user.id
  throw new Error(`nobody is called ${name}`)
}

/** The group of the person's own desk. */
function groupOf({ cast, group }: Town, name: string): number {
  return group(cast.members.find(({ user }) => user.first_name === name)?.service ?? undefined)
}

function phoneOf({ cast }: Town, id: number): string {
  return cast.members.find(({ user }) => user.id === id)?.phone ?? ''
}

function newest({ world }: Town, chat: number, words: string): Message {
  const found = world.messages(chat).findLast((m) => m.from?.is_bot === true && textOf(m).includes(words))
  if (!found) throw new Error(`no message with "${words}" in ${chat}`)
  return found
}

function lastOf({ world }: Town, person: number, chat: number): number {
  const found = world.messages(chat).findLast((m) => m.from?.id === person && m.text !== undefined)
  if (!found) throw new Error(`nothing written in ${chat}`)
  return found.message_id
}
