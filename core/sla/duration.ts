/** A limit as the SOP writes it. What a day means is the calendar's to say (see `dueAt`). */
export type Duration = { unit: 'second' | 'minute' | 'hour' | 'day'; n: number }

const unitOfWord = new Map<string, Duration['unit']>([
  ['detik', 'second'],
  ['menit', 'minute'],
  ['jam', 'hour'],
  ['hari', 'day'],
])

const wordOfUnit = { second: 'detik', minute: 'menit', hour: 'jam', day: 'hari' }

const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * Reads `30 detik`, `10 menit`, `1 jam`, `1 hari`; case and spaces are free.
 * Null when it is not one of these with a whole number from 1 to 99 999 (more is a slip of the pen).
 */
export function parseDuration(text: string): Duration | null {
  const match = /^\s*([1-9]\d{0,4})\s*([a-z]+)\s*$/i.exec(text)
  const unit = unitOfWord.get(match?.[2]?.toLowerCase() ?? '')
  return match && unit ? { unit, n: Number(match[1]) } : null
}

/** The form `parseDuration` reads and people see: `10 menit`. */
export function formatDuration(d: Duration): string {
  return `${d.n} ${wordOfUnit[d.unit]}`
}

/** Milliseconds on an ordinary clock, a day being 24 hours. */
export function plainMs(d: Duration): number {
  return d.n * unitMs[d.unit]
}
