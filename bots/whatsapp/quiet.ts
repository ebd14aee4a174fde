/**
 * Keeps Baileys and libsignal quiet: what they say can hold session keys, numbers and message texts. libsignal writes to
 * the console, Baileys to a logger it is given; of both only fixed phrases get through, each at most once a minute.
 */

/** As Baileys wants its logger. */
type QuietLogger = {
  level: string
  child(): QuietLogger
  trace(): void
  debug(): void
  info(): void
  warn(details: unknown, phrase?: string): void
  error(details: unknown, phrase?: string): void
}

export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  details: Record<string, unknown>,
) => void

const intervalMs = 60_000
const phrasesMax = 200
/** A phrase of the library's own source: no digits, which could be somebody's number or a key. */
const ownPhrase = /^[A-Za-z][A-Za-z ,.'()/:_-]{0,100}$/

/** A logger for Baileys. Only the phrase of a warning goes on, never what it is about; a storm is told as a count. */
export function quietLogger(log: Log, nowMs: () => number = () => performance.now()): QuietLogger {
  const told = new Map<string, { atMs: number; more: number }>()
  const tell = (level: 'debug' | 'warn') => (details: unknown, phrase?: string) => {
    const said = phrase ?? (typeof details === 'string' ? details : '')
    const shown = ownPhrase.test(said) ? said : 'unnamed'
    const before = told.get(shown)
    if (before && nowMs() - before.atMs < intervalMs) {
      before.more += 1
      return
    }
    if (told.size >= phrasesMax) told.clear()
    told.set(shown, { atMs: nowMs(), more: 0 })
    log(level, 'whatsapp-library', { phrase: shown, ...(before?.more ? { before: before.more } : {}) })
  }
  const logger: QuietLogger = {
    level: 'warn',
    child: () => logger,
    trace: () => undefined,
    debug: () => undefined,
    info: () => undefined,
    // It calls an error what is a part of every day (a connection ends); what matters we tell ourselves.
    warn: tell('debug'),
    error: tell('warn'),
  }
  return logger
}

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const
const libsignal = /[\\/]node_modules[\\/]libsignal[\\/]/

/** Takes away what libsignal writes to the console, session keys among it. Answers how to undo it. */
export function silenceLibsignal(): () => void {
  const before = methods.map((method) => ({ method, write: console[method] }))
  for (const { method, write } of before) {
    console[method] = (...said: unknown[]) => {
      if (!libsignal.test(new Error().stack ?? '')) write.apply(console, said)
    }
  }
  return () => {
    for (const { method, write } of before) console[method] = write
  }
}
