import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..', '..')

/** The program as a process of its own, loaded but not yet started. */
export type KilledProgram = {
  /** Lets it start; resolves when it says that it runs, rejects when it ends before. */
  go(): Promise<void>
  /** Ends it without a word (or as a signal asks), and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** Loads the program ahead, so that a start takes as long as the start itself and not as its many modules. */
export function loadProgram(env: Record<string, string>): KilledProgram {
  const child = spawn(process.execPath, ['--import', 'tsx', import.meta.filename], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  return {
    go: () => go(child, exited),
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await exited
    },
  }
}

async function go(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  const lines = createInterface(child.stdout!)
  const started = new Promise<true>((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('http://')) resolve(true)
    })
  })
  child.stdin!.write('go\n')
  const isStarted = await Promise.race([started, exited.then(() => false)])
  if (!isStarted && child.signalCode !== 'SIGKILL') throw new Error('the program ended by itself')
}

/** `rootKey` takes the place of WhatsApp's own, in base64. */
async function preloadWhatsapp(rootKey: string): Promise<void> {
  const { WA_CERT_DETAILS } = await import('@whiskeysockets/baileys')
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, 'base64')
  await import('../../bots/whatsapp/channel.ts')
}

if (process.argv[1] === import.meta.filename) {
  await import('../../bots/program.ts')
  if (process.env['WHATSAPP'] === 'on') await preloadWhatsapp(process.env['TRUSTED_WHATSAPP'] ?? '')
  await once(process.stdin, 'data')
  process.stdin.destroy()
  await import('../../bots/main.ts')
}
