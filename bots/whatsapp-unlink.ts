import { indonesian } from '../core/text/words.ts'
import { readConfig } from './config.ts'
import { openDatabase } from './database.ts'
import { createLogger } from './log.ts'

/** Forgets the link to WhatsApp: the way out where its keys are damaged, or when another number is to be linked. */
async function unlink(): Promise<void> {
  const { system, whatsapp } = indonesian
  const read = readConfig(process.env)
  if (!read.ok) {
    console.error(system.notStarted(read.problems))
    process.exitCode = 1
    return
  }
  const undo: (() => Promise<void>)[] = []
  try {
    const log = createLogger(read.config.logLevel)
    const { whatsappKeys } = await openDatabase(read.config, log, (step) => undo.push(step))
    await whatsappKeys.clear()
    console.log(whatsapp.link.forgotten)
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

await unlink()
