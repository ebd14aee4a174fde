import { loadDraft } from './intake.ts'
import { isOn, joinPeople, partFromWhatsapp } from './joined.ts'
import { staffPromptOf } from './prompts.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import { officesSeenBy, titlesIn } from './visibility.ts'

/** A code binds the WhatsApp it is sent from to the officer who asked for it on Telegram. */

const minuteMs = 60_000
const codeMinutes = 15
const wrongMax = 5
const wrongMs = 60 * minuteMs
/** Until its owner asks for another one, a code is remembered only so that it can be taken back. */
const rememberedMs = 365 * 24 * 60 * minuteMs

/** `/whatsapp`: a code to send from there, or *lepas*; on WhatsApp itself, direct messages come there again. */
export async function bindWhatsapp(turn: PersonTurn, rest: string): Promise<void> {
  const { bot, words } = turn.app
  const w = words.binding
  if (turn.inbound.chat.kind === 'group') return respond(turn, w.askPrivately(bot.username))
  if (rest.toLowerCase() === 'lepas') return release(turn)
  if (turn.chat.channel === 'whatsapp') return bindHere(turn)
  if (!bot.whatsapp) return respond(turn, words.whatsapp.link.notInUse)
  const phone = bot.whatsapp.phone?.replace(/\D/g, '') ?? null
  respond(turn, w.code(await newCode(turn), codeMinutes, phone))
}

/**
 * Takes a code sent from WhatsApp; false where the message is something else. Six digits alone are a code only where
 * nothing was asked that they might answer, and of those that fit no code a requester's may well be a message.
 */
export async function takeCode(turn: PersonTurn): Promise<boolean> {
  const { body, forwarded } = turn.inbound
  if (turn.chat.channel !== 'whatsapp' || body.kind !== 'text' || forwarded) return false
  const sent = codeIn(body.text, turn.app.words.binding.keyword)
  if (!sent || (!sent.isNamed && (await isAsked(turn)))) return false
  const refusal = await bindBy(turn, sent.code)
  if (refusal === null) return true
  if (!sent.isNamed && (await hasTickets(turn))) return false
  say(turn, { text: refusal })
  return true
}

/** "123456", "KODE 123456". */
function codeIn(text: string, keyword: string): { code: string; isNamed: boolean } | null {
  const [, named, first, last] =
    new RegExp(`^(${keyword}[\\s:]*)?(\\d{3}) ?(\\d{3})\\.?$`, 'i').exec(text.trim()) ?? []
  return first === undefined ? null : { code: `${first}${last}`, isNamed: named !== undefined }
}

async function isAsked(turn: PersonTurn): Promise<boolean> {
  return (await staffPromptOf(turn)) !== null || (await loadDraft(turn)) !== null
}

async function hasTickets(turn: PersonTurn): Promise<boolean> {
  return (await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 1)).length > 0
}

/** Binds this chat to the officer who has the code, or answers why not. */
async function bindBy(turn: PersonTurn, code: string): Promise<string | null> {
  const { tx, now, app } = turn
  const w = app.words.binding
  const owner = `wrong-codes:${turn.chat.channel}:${turn.chat.chat}`
  const wrong = await tx.prompts.get(owner, now)
  const count = (wrong?.intent as number | undefined) ?? 0
  if (count >= wrongMax) return w.tooMany
  const prompt = await tx.prompts.get(codeOwner(code), now)
  const officer = prompt && (await tx.people.get(prompt.intent as string))
  if (!prompt || !officer) {
    const expires = wrong?.expires ?? new Date(now.getTime() + wrongMs)
    await tx.prompts.put({ owner, ticket: null, intent: count + 1, expires })
    return w.wrong
  }
  const isSame = officer.id === turn.person.id
  if (!isSame && (await isOn(turn, turn.person.id, 'telegram'))) return w.othersAlready
  if (!(await tx.prompts.clear(prompt.owner))) return w.wrong
  const person = isSame ? officer : await joinPeople(turn, turn.person.id, officer)
  await bindHere({ ...turn, person })
  const told = await tx.people.address(person.id, 'telegram')
  const text = w.boundElsewhere(turn.inbound.from?.phone ?? null)
  if (told?.channel === 'telegram') turn.out.push({ kind: 'message', to: told, message: { text } })
  return null
}

/** Direct messages to the person come to this chat from now on. */
async function bindHere(turn: PersonTurn): Promise<void> {
  const { tx, chat, person, app } = turn
  await tx.people.bind(chat.channel, chat.chat, turn.now)
  const titles = titlesIn(turn, await officesSeenBy(turn))
  say(turn, { text: app.words.binding.bound(person.name, titles) })
}

/** Whoever has only WhatsApp would let go of themselves. */
async function release(turn: PersonTurn): Promise<void> {
  const w = turn.app.words.binding
  const isElsewhere = await isOn(turn, turn.person.id, 'telegram')
  const isReleased = isElsewhere && (await partFromWhatsapp(turn, turn.person.id))
  respond(turn, isReleased ? w.released : w.notBound)
}

/** Six digits nobody else has now; an earlier code of the same officer is void. */
async function newCode({ tx, app, now, person }: PersonTurn): Promise<string> {
  const owner = `code-of:${person.id}`
  const before = await tx.prompts.get(owner, now)
  if (before) await tx.prompts.clear(codeOwner(before.intent as string))
  let code = digitsOf(app.newId())
  while (await tx.prompts.get(codeOwner(code), now)) code = digitsOf(app.newId())
  const after = (ms: number) => new Date(now.getTime() + ms)
  const expires = after(codeMinutes * minuteMs)
  await tx.prompts.put({ owner: codeOwner(code), ticket: null, intent: person.id, expires })
  await tx.prompts.put({ owner, ticket: null, intent: code, expires: after(rememberedMs) })
  return code
}

/** As much chance as six digits hold, out of an id that nobody can guess. */
function digitsOf(id: string): string {
  const number = [...id].reduce((sum, letter) => (sum * 131 + letter.charCodeAt(0)) % 1_000_000, 0)
  return String(number).padStart(6, '0')
}

function codeOwner(code: string): string {
  return `code:${code}`
}
