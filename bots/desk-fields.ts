import { DateTime, IANAZone } from 'luxon'
import { validate as isCron } from 'node-cron'
import { z } from 'zod'
import { parseDuration } from '../core/sla/duration.ts'
import type { ProblemCode } from '../core/text/id/system.ts'

/**
 * The fields of the desk file, each with its default and the code of its complaint. Whole numbers arrive as bigint:
 * Telegram's ids outgrow what a YAML reader keeps exact. Every field is read by itself, so one mistake hides no other.
 */

/** Keeps a schema's complaint within the catalogue of problems. */
const code = (problem: ProblemCode) => problem

const scalar = (problem: ProblemCode) =>
  z.union([z.string(), z.bigint()], problem).transform((v) => String(v).trim())
const matching = (pattern: RegExp, problem: ProblemCode) =>
  scalar(problem).refine((text) => pattern.test(text), problem)
const list = <T extends z.ZodType>(item: T) => z.array(item, code('not-a-list'))
const map = <T extends z.ZodType>(value: T) => z.record(z.string(), value, code('not-a-map'))

const telegramId = matching(/^[1-9]\d{0,15}$/, 'bad-telegram-id')
const zone = scalar('bad-zone').refine((name) => IANAZone.isValidZone(name), code('bad-zone'))
const limit = scalar('bad-duration')
  .refine((text) => parseDuration(text) !== null, code('bad-duration'))
  .nullable()
const date = scalar('bad-date').refine(
  (d) => /^\d{4}-/.test(d) && DateTime.fromISO(d).isValid,
  code('bad-date'),
)
const percent = matching(/^[1-9]\d{0,2} ?%?$/, 'bad-percent').transform((text) => Number.parseInt(text, 10))
const text = z.string(code('empty-text')).trim().min(1, code('empty-text'))
/** 18 digits, written as on papers: day of birth, month of appointment, sex, serial number (BKN 22/2007). */
const nip = scalar('bad-nip')
  .transform((written) => written.replace(/\s/g, ''))
  .refine((digits) => /^\d{18}$/.test(digits), code('bad-nip'))
  .transform((digits) => digits.replace(/^(.{8})(.{6})(.)/, '$1 $2 $3 '))
const time = '([01]\\d|2[0-3]):[0-5]\\d'

/** 24x7, or working hours; read further by `readCalendar`. */
const calendar = z.union(
  [z.record(z.string(), z.unknown()), z.string().trim().toLowerCase().pipe(z.literal('24x7'))],
  code('bad-calendar'),
)
export type RawCalendar = z.infer<typeof calendar>

export const deskFields = {
  agency: text.default('Diskominfo SP Provinsi Banten'),
  timeZone: zone.default('Asia/Jakarta'),
  services: list(z.unknown()).min(1, code('no-service')).default([{}]),
  admins: list(telegramId).default([]),
  leaders: list(telegramId).default([]),
  roles: map(map(list(telegramId))).default({}),
  calendar: calendar.default({}),
  schedule: map(z.unknown()).default({}),
  digest: map(z.unknown()).default({}),
  reminders: list(percent).default([50, 75, 100]),
  agencies: list(text).default([]),
  letterhead: map(z.unknown()).default({}),
  officials: list(z.unknown()).default([]),
}

export const serviceFields = {
  sop: text.default('tik-banten'),
  staffGroup: matching(/^-[1-9]\d{0,15}$/, 'bad-group-id').optional(),
  timeZone: zone.optional(),
  agency: text.optional(),
  letterhead: map(z.unknown()).optional(),
  limits: map(limit).default({}),
  calendar: calendar.optional(),
}

/** Without lines of its own it is the agency's name. */
export const letterheadFields = {
  lines: list(text).optional(),
  place: text.default(''),
}

export const officialFields = {
  telegram: telegramId,
  name: text,
  nip: nip.optional(),
  rank: text.optional(),
  position: text.optional(),
}

export const calendarFields = {
  week: map(list(z.string(code('bad-window')))).optional(),
  holidays: list(date).default([]),
}

export const scheduleFields = {
  sweep: scalar('bad-cron')
    .refine((cron) => isCron(cron), code('bad-cron'))
    .default('* * * * *'),
}

export const digestFields = {
  daily: matching(new RegExp(`^${time}$`), 'bad-daily').default('07:30'),
  weekly: matching(new RegExp(`^(mon|tue|wed|thu|fri|sat|sun) ${time}$`), 'bad-weekly').default('mon 08:00'),
  monthly: matching(new RegExp(`^([1-9]|1\\d|2[0-8]) ${time}$`), 'bad-monthly').default('1 08:00'),
}
