import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../../bots/simulator/bot-api/world.ts'
import { percentile } from './figures.ts'

/** What somebody does next. */
export type Act = { text: string } | { press: string }

/** Where people talk to a bot: who they are, how they write, and what reaches them. */
export type Place = {
  newcomer(): number
  /** In answer to a message of the bot's, where there is one. */
  act(person: number, act: Act, message?: number): void
  /** Answers how to hear no more. */
  onAnswer(read: (person: number, text: string, message: number) => void): () => void
  /** Every call to the server takes so much longer. */
  slowDown(roundTripMs: number): void
}

/** How people talk: what they write first, and what they do on reading an answer; null when they are done. */
export type Conversation = { first: string; next(answer: string, turn: number): Act | null }

/** A whole complaint, by the buttons where there are some, as a newcomer makes it: nine messages, nine answers. */
export const intake: Conversation = {
  first: 'Wifi di ruang bidang lantai 2 putus sejak pagi',
  next(answer) {
    const [, act] = reactions.find(([asked]) => asked.test(answer)) ?? []
    if (act === undefined) throw new Error(`people do not know what to say to: ${answer}`)
    return act
  },
}

const reactions: [RegExp, Act | null][] = [
  [/tercatat/, null],
  [/Mohon diperiksa/, { press: 'Kirim' }],
  [/Jenis aduan: Jaringan\. Benar/, { press: 'Ya, Jaringan' }],
  [/nama lengkap/, { text: 'Budi Santoso' }],
  [/dari OPD mana/, { text: 'Dindikbud' }],
  [/bidang, UPT/, { press: 'Lewati sisanya' }],
  [/Ada foto/, { press: 'Tanpa bukti' }],
  [/[Nn]omor telepon/, { text: '0812 1000 2001' }],
  [/e-mail/, { text: 'budi.santoso@contoh.go.id' }],
]

/** As many messages of the same kind to a bot that only repeats them. */
export const chatter: Conversation = {
  first: intake.first,
  next: (_, turn) => (turn < 9 ? { text: 'Dinas Pendidikan dan Kebudayaan' } : null),
}

/** `perSecond` is the pace of all people together; without it each answers at once. Times in ms. */
export type Load = {
  people: number
  roundTripMs: number
  warmMs: number
  measureMs: number
  perSecond?: number
}
/** Replies a second within the measured time; from a message to its answer at the server, in ms; answers in all. */
export type Measured = { perSecond: number; p50: number; p99: number; answers: number }

const answerMsMax = 120_000

/** People who talk to whatever bot polls the world. */
export function onTelegram(world: World): Place {
  return {
    newcomer: () => newcomer(world),
    act(person, act, message = 0) {
      if ('text' in act) world.send(person, person, act.text)
      else world.press(person, person, message, act.press)
    },
    onAnswer: (read) =>
      world.on((change) => {
        if (change.kind !== 'message-added' || !change.message.from?.is_bot) return
        read(change.chatId, change.message.text ?? '', change.message.message_id)
      }),
    slowDown(roundTripMs) {
      world.latencyMs = roundTripMs
    },
  }
}

/**
 * People talk to the bot of a place. Who is done is followed by somebody new. Everything written is waited
 * for; rejects when an answer never comes, and with what a conversation throws.
 */
export async function playPeople(place: Place, conversation: Conversation, load: Load): Promise<Measured> {
  const waiting = new Map<number, { since: number; turn: number }>()
  const ready: (() => void)[] = []
  const latencies: number[] = []
  const from = performance.now() + load.warmMs
  const until = from + load.measureMs
  let answered = 0
  let answers = 0
  let broken: unknown

  const perform = (person: number, act: Act, turn: number, message?: number) => {
    waiting.set(person, { since: performance.now(), turn })
    place.act(person, act, message)
  }
  const plan = (act: () => void) => {
    if (load.perSecond !== undefined) ready.push(act)
    else setImmediate(() => performance.now() < until && act())
  }
  const arrive = () => {
    const person = place.newcomer()
    plan(() => perform(person, { text: conversation.first }, 1))
  }
  const read = (person: number, text: string, message: number) => {
    const asked = waiting.get(person)
    if (!asked) return
    waiting.delete(person)
    answers += 1
    const now = performance.now()
    if (now >= from && now < until) answered += 1
    if (asked.since >= from && asked.since < until) latencies.push(now - asked.since)
    const act = conversation.next(text, asked.turn)
    if (act) plan(() => perform(person, act, asked.turn + 1, message))
    else arrive()
  }
  const stop = place.onAnswer((person, text, message) => {
    try {
      read(person, text, message)
    } catch (error) {
      broken ??= error
    }
  })

  place.slowDown(load.roundTripMs)
  for (let i = 0; i < load.people; i += 1) arrive()
  if (load.perSecond === undefined) await sleep(until - performance.now())
  else await pace(ready, load.perSecond, until)
  await emptied(waiting)
  stop()
  place.slowDown(0)
  if (broken !== undefined) throw broken
  return {
    perSecond: (answered * 1000) / load.measureMs,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    answers,
  }
}

/** Resolves when the bot has nothing left to send: it made no call but polls for a while. */
export async function calm(world: World): Promise<void> {
  let calledMs = performance.now()
  const stop = world.on((change) => {
    if (change.kind === 'call-answered' && change.method !== 'getupdates') calledMs = performance.now()
  })
  while (performance.now() - calledMs < 500 || world.state.updates.length > 0) await sleep(50)
  stop()
}

function newcomer(world: World): number {
  const id = 8_000_000_000 + world.state.users.size
  world.user({ id, first_name: 'Budi', last_name: `${id}` })
  return id
}

/** Lets those who are ready act at an even pace; a moment at which nobody is ready is not made up for. */
async function pace(ready: (() => void)[], perSecond: number, until: number): Promise<void> {
  let owed = 0
  let last = performance.now()
  for (let now = last; now < until; now = performance.now()) {
    owed += ((now - last) * perSecond) / 1000
    last = now
    for (; owed >= 1; owed -= 1) ready.shift()?.()
    await sleep(2)
  }
}

async function emptied(waiting: ReadonlyMap<number, unknown>): Promise<void> {
  const deadline = performance.now() + answerMsMax
  while (waiting.size > 0) {
    if (performance.now() > deadline) throw new Error(`${waiting.size} people were never answered`)
    await sleep(20)
  }
}
