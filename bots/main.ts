import packageJson from '../package.json' with { type: 'json' }
import { indonesian } from '../core/text/words.ts'
import { readConfig } from './config.ts'
import { createLogger } from './log.ts'
import { CannotStart, startProgram, type Program } from './program.ts'

/** The program from the command line: says what it started, and stops cleanly on a signal. */
async function main(): Promise<void> {
  const words = indonesian.system
  const read = readConfig(process.env)
  if (!read.ok) return refuse(words.notStarted(read.problems))
  const { config } = read
  const log = createLogger(config.logLevel)
  let program: Program | null = null
  let stopping: Promise<void> | null = null
  const stop = (code: number) => {
    stopping ??= (async () => {
      console.log(words.stopping)
      await program?.stop()
      console.log(words.stopped)
      process.exit(code)
    })()
  }
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  try {
    program = await startProgram(config, log, (error) => {
      log.fatal({ error }, 'stopped-listening')
      stop(1)
    })
  } catch (error) {
    if (error instanceof CannotStart) return refuse(words.notStarted(error.problems))
    throw error
  }
  console.log(
    words.started({
      version: packageJson.version,
      botName: config.telegram ? program.botUsername : undefined,
      page: program.url,
      databaseFolder: config.databaseUrl === null ? config.dataDir : undefined,
      services: program.desk.services.map((service) => service.profile.title),
      setupCode: program.setupCode,
    }),
  )
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 1
}

await main()
