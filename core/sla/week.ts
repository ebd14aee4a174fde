import type { IsoWeekday, Week, Window } from './calendar.ts'

/** What is wrong with a week as written. `path` is the key, and the place in its list: `mon-thu.1`. */
export type WeekError = {
  path: string
  problem: 'unknown-day' | 'day-twice' | 'bad-window' | 'overlap' | 'never-open'
}

/** A week, or everything that is wrong with it. */
export type WeekResult = { ok: true; week: Week } | { ok: false; errors: WeekError[] }

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * Ordinary hours: 37 h 30 min a week from 07.30, resting 60 minutes, on Friday 90 (Perpres 21/2023).
 * The agency sets the details; this is one set that adds up.
 */
export const ordinaryWeek: Week = weekOf(['07:30-12:00', '13:00-16:00'], ['07:30-11:30', '13:00-16:30'])

/** Hours in Ramadan: 32 h 30 min a week from 08.00, resting 30 minutes, on Friday 60 (Perpres 21/2023). */
export const ramadanWeek: Week = weekOf(['08:00-12:00', '12:30-15:00'], ['08:00-11:30', '12:30-15:30'])

/**
 * Reads the desk's `calendar.week`: keys `mon` … `sun` or ranges (`mon-thu`, also over the weekend: `sat-mon`),
 * each with windows like `07:30-12:00` (`24:00` may end one). Days not named are closed.
 */
export function parseWeek(text: Readonly<Record<string, readonly string[]>>): WeekResult {
  const errors: WeekError[] = []
  const days = new Map<IsoWeekday, readonly Window[]>()
  for (const [key, list] of Object.entries(text)) {
    const { windows, errors: wrong } = parseWindows(list)
    errors.push(...wrong.map(({ at, problem }) => ({ path: `${key}.${at}`, problem })))
    const named = parseDays(key)
    if (!named) errors.push({ path: key, problem: 'unknown-day' })
    else if (named.some((day) => days.has(day))) errors.push({ path: key, problem: 'day-twice' })
    for (const day of named ?? []) days.set(day, windows)
  }
  const open = [...days.values()].some((windows) => windows.length > 0)
  if (errors.length === 0 && !open) errors.push({ path: '', problem: 'never-open' })
  if (errors.length > 0) return { ok: false, errors }
  const on = (day: IsoWeekday) => days.get(day) ?? []
  return { ok: true, week: { 1: on(1), 2: on(2), 3: on(3), 4: on(4), 5: on(5), 6: on(6), 7: on(7) } }
}

/** `fri` → [5], `mon-thu` → [1, 2, 3, 4]; null when a name is not a day's. */
function parseDays(key: string): IsoWeekday[] | null {
  const names = key
    .toLowerCase()
    .split('-')
    .map((name) => name.trim())
  const [first = -1, last = first] = names.map((name) => dayNames.indexOf(name))
  if (names.length > 2 || first < 0 || last < 0) return null
  const length = ((last - first + 7) % 7) + 1
  return Array.from({ length }, (_, i) => (((first + i) % 7) + 1) as IsoWeekday)
}

/** The windows of one day in their order, with what is wrong at which place of the list. */
export function parseWindows(list: readonly string[]): {
  windows: Window[]
  errors: { at: number; problem: 'bad-window' | 'overlap' }[]
} {
  const errors: { at: number; problem: 'bad-window' | 'overlap' }[] = []
  const placed: (Window & { at: number })[] = []
  for (const [at, text] of list.entries()) {
    const window = parseWindow(text)
    if (window) placed.push({ ...window, at })
    else errors.push({ at, problem: 'bad-window' })
  }
  placed.sort((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const window of placed) {
    if (window.from < end) errors.push({ at: window.at, problem: 'overlap' })
    end = Math.max(end, window.to)
  }
  return { windows: placed.map(({ from, to }) => ({ from, to })), errors }
}

/** `07:30-12:00`, also `7.30 – 12.00` as people write it; null when it is no stretch of one day. */
function parseWindow(text: string): Window | null {
  const match = /^\s*(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})\s*$/.exec(text)
  if (!match || Number(match[2]) > 59 || Number(match[4]) > 59) return null
  const from = Number(match[1]) * 60 + Number(match[2])
  const to = Number(match[3]) * 60 + Number(match[4])
  return from < to && to <= 24 * 60 ? { from, to } : null
}

function weekOf(monToThu: readonly string[], fri: readonly string[]): Week {
  const result = parseWeek({ 'mon-thu': monToThu, fri })
  if (!result.ok) throw new Error('bug: a shipped week cannot be read')
  return result.week
}
