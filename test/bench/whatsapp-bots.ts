import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld } from '../../bots/simulator/bot-api/world.ts'
import { startWhatsAppPeer, type Peer, type PersonPhone } from '../../bots/simulator/whatsapp/peer.ts'
import { silenceLibsignal } from '../../bots/whatsapp/quiet.ts'
import { answerOnWhatsapp } from '../e2e/crowd-whatsapp.ts'
import { environment, memoryOf } from './bots.ts'
import { chatter, intake, type Conversation, type Place } from './people.ts'

/** What is compared: Baileys alone, the program without the wait and the pace it keeps for people's sake, and with them. */
export const whatsappKinds = ['baileys', 'sigap', 'as shipped'] as const
export type WhatsappKind = (typeof whatsappKinds)[number]

/** A bot as a process of its own beside a loopback WhatsApp in this one. `stop` ends both. */
export type WhatsappStage = {
  place: Place
  conversation: Conversation
  /** Has so many people write for the first time and hear an answer; they are the next newcomers. Answers how many a second. */
  meet(people: number): Promise<number>
  /** Has a few people write one message after the other. */
  fill(messages: number): Promise<void>
  memory(): Promise<{ now: number; peak: number }>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..', '..')
const startMsMax = 60_000
const answerMsMax = 60_000
/** So many write at once for the first time, and to fill the memory. */
const togetherMax = 20

/** A whole complaint, in words and numbers. */
const complaint: Conversation = {
  first: intake.first,
  next(text) {
    if (/dengan nomor|tercatat/.test(text)) return null
    const answer = answerOnWhatsapp(text)
    if (answer === null) throw new Error(`people do not know what to say to: ${text}`)
    return { text: answer }
  },
}

/** Starts a WhatsApp and a bot on it; resolves when the bot is linked. */
export async function stageWhatsapp(kind: WhatsappKind): Promise<WhatsappStage> {
  const restoreConsole = silenceLibsignal()
  const peer = await startWhatsAppPeer({ now: () => new Date() })
  const world = createWorld({ messagesMax: 100 })
  const api = await startBotApi(world)
  const dataDir = await mkdtemp(join(tmpdir(), 'sigap-bench-'))
  const rootKey = peer.rootKey.toString('base64')
  const words =
    kind === 'baileys'
      ? ['test/bench/whatsapp-echo.ts', peer.url, rootKey]
      : ['test/bench/whatsapp-sigap.ts', rootKey, kind === 'sigap' ? 'hurried' : 'usual']
  const ca = join(dataDir, 'ca.pem')
  await writeFile(ca, peer.media.ca)
  const child = spawn(process.execPath, ['--import', 'tsx', ...words], {
    cwd: root,
    env: {
      ...process.env,
      ...(await environment(world, api.root, dataDir)),
      ...{ WHATSAPP: 'on', WHATSAPP_SOCKET_URL: peer.url, NODE_EXTRA_CA_CERTS: ca },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    await peer.close()
    await api.close()
    await rm(dataDir, { recursive: true })
    restoreConsole()
  }
  const linked = new Promise<boolean>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('qr ')) void peer.scan(line.slice('qr '.length))
      if (line === 'open') resolve(true)
    })
    setTimeout(() => resolve(false), startMsMax).unref()
  })
  if (!(await Promise.race([linked, exited.then(() => false)]))) {
    await stop()
    throw new Error(`${kind} is not linked`)
  }
  return {
    ...onWhatsapp(peer),
    conversation: kind === 'baileys' ? chatter : complaint,
    memory: () => memoryOf(child.pid ?? 0),
    stop,
  }
}

/** People with telephones. A first message costs both sides a new session, which is measured apart. */
function onWhatsapp(peer: Peer): Pick<WhatsappStage, 'place' | 'meet' | 'fill'> {
  const phones: PersonPhone[] = []
  const known = new Map<string, number>()
  const met: number[] = []
  const create = () => {
    const at = phones.length
    const lid = String(280_200_000_000_000 + at)
    phones.push(
      peer.person({ phone: String(6_281_400_000_000 + at), lid, name: `Budi ${at}`, addressing: 'lid' }),
    )
    known.set(lid, at)
    return at
  }
  const onAnswer: Place['onAnswer'] = (read) =>
    peer.onChange((change) => {
      if (change.kind !== 'received') return
      const person = known.get(change.person.lid)
      if (person !== undefined) read(person, change.person.received.at(-1)?.text ?? '', 0)
    })
  /** Resolves when the person has heard an answer. */
  const ask = (person: number) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('somebody was never answered')), answerMsMax)
      const stop = onAnswer((other) => {
        if (other !== person) return
        clearTimeout(late)
        stop()
        resolve()
      })
      void phones[person]?.send('BANTUAN')
    })
  const inTurns = async (turns: number, work: () => Promise<void>) => {
    let left = turns
    const one = async () => {
      while (left-- > 0) await work()
    }
    await Promise.all(Array.from({ length: togetherMax }, one))
  }
  return {
    place: {
      newcomer: () => met.shift() ?? create(),
      act(person, act) {
        if (!('text' in act)) throw new Error('there are no buttons on WhatsApp')
        void phones[person]?.send(act.text)
      },
      onAnswer,
      slowDown: () => undefined,
    },
    async meet(people) {
      const began = performance.now()
      await inTurns(people, async () => {
        const person = create()
        await ask(person)
        met.push(person)
      })
      return (people * 1000) / (performance.now() - began)
    },
    async fill(messages) {
      const idle = Array.from({ length: togetherMax }, create)
      await inTurns(messages, async () => {
        const person = idle.shift() ?? create()
        await ask(person)
        idle.push(person)
      })
    },
  }
}
