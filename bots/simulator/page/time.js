/** Times as people here write them, in the desk's zone. */
import { now, store } from './store.js'
import { fill, words } from './words.js'

function format(at, options) {
  return new Intl.DateTimeFormat('id-ID', { timeZone: store.desk?.timeZone, ...options }).format(at)
}

/** "10.30" @param {Date} at */
export function clockText(at) {
  return format(at, { hour: '2-digit', minute: '2-digit' })
}

/** "WIB" */
export function zoneText() {
  const parts = new Intl.DateTimeFormat('id-ID', { timeZone: store.desk?.timeZone, timeZoneName: 'short' })
  return parts.formatToParts(now()).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/** "Senin, 16 November 2026" @param {Date} at */
export function dayText(at) {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** "10.30" today, "Sen, 16 Nov 10.30" on another day. @param {Date} at */
export function momentText(at) {
  if (dayText(at) === dayText(now())) return clockText(at)
  return `${format(at, { weekday: 'short', day: 'numeric', month: 'short' })} ${clockText(at)}`
}

/** "07.30–08.30", the day once when both are of one day. @param {Date} from @param {Date} to */
export function rangeText(from, to) {
  return `${momentText(from)}–${dayText(from) === dayText(to) ? clockText(to) : momentText(to)}`
}

/** "2 jam 5 menit"; always positive. @param {number} ms */
export function spanText(ms) {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  if (minutes < 1) return words.span.less
  return joined([
    [Math.floor(minutes / 60), words.span.hours],
    [minutes % 60, words.span.minutes],
  ])
}

/** As `spanText`, and below an hour to the second: "9 menit 5 detik". @param {number} ms */
export function countdownText(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  if (seconds < 1 || seconds >= 3600) return spanText(ms)
  return joined([
    [Math.floor(seconds / 60), words.span.minutes],
    [seconds % 60, words.span.seconds],
  ])
}

function joined(parts) {
  return parts
    .filter(([n]) => n > 0)
    .map(([n, template]) => fill(template, { n }))
    .join(' ')
}
