import { DateTime } from 'luxon'

const zones: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** "WIB" for Asia/Jakarta; zones outside Indonesia by their offset. */
export function zoneName(zone: string, at: Date): string {
  return zones[zone] ?? DateTime.fromJSDate(at, { zone }).toFormat("'UTC'ZZ")
}

/** "pukul 10.30 WIB" today, "Senin, 16 November 2026 pukul 07.30 WIB" on any other day. */
export function moment(at: Date, now: Date, zone: string): string {
  const local = DateTime.fromJSDate(at, { zone }).setLocale('id')
  const clock = `pukul ${local.toFormat('HH.mm')} ${zoneName(zone, at)}`
  const today = DateTime.fromJSDate(now, { zone }).hasSame(local, 'day')
  return today ? clock : `${day(at, zone)} ${clock}`
}

/** "Senin, 16 November 2026". */
export function day(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).setLocale('id').toFormat('cccc, d LLLL yyyy')
}

/** "pagi" before 11, "siang" before 15, "sore" before 18, then "malam". */
export function partOfDay(at: Date, zone: string): 'pagi' | 'siang' | 'sore' | 'malam' {
  const hour = DateTime.fromJSDate(at, { zone }).hour
  if (hour >= 4 && hour < 11) return 'pagi'
  if (hour >= 11 && hour < 15) return 'siang'
  if (hour >= 15 && hour < 18) return 'sore'
  return 'malam'
}

/** "45 menit", "2 jam 5 menit", "kurang dari 1 menit"; always positive. */
export function span(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  if (minutes < 1) return 'kurang dari 1 menit'
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours > 0 ? `${hours} jam` : '', rest > 0 ? `${rest} menit` : ''].filter(Boolean).join(' ')
}
