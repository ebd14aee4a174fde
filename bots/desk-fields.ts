import { DateTime, IANAZone } from 'luxon'
import { validate as isCron } from 'node-cron'
import { z } from 'zod'
import { parseDuration } from '../core/sla/duration.ts'
import type { QuietHours } from '../core/sla/quiet-hours.ts'
import { audiences, parseRungAt, usualRung, type RungAt } from '../core/sla/reminders.ts'
import type { ProblemCode } from '../core/text/id/system.ts'

/**
 * The fields of the desk file, each with its default and the code of its complaint. Whole numbers arrive as bigint:
 * Telegram's ids outgrow what a YAML reader keeps exact. Every field is read by itself, so one mistake hides no other.
 */

/** Keeps a schema's complaint within the catalogue of problems. */
const code = (problem: ProblemCode) => problem

const clock = '([01]\\d|2[0-3]):[0-5]\\d'

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
const rungAt = scalar('bad-rung')
  .transform((written) => parseRungAt(written))
  .refine((at) => at !== null, code('bad-rung'))
  .transform((at) => at as RungAt)
/** `75%`, or with whom it is for: `{ at: 1 jam sesudah, to: [above] }`. */
const rung = z.union(
  [z.strictObject({ at: rungAt, to: z.array(z.enum(audiences)).min(1) }), rungAt.transform(usualRung)],
  code('bad-rung'),
)
/** `22:00-06:00`; it may go over midnight, but never goes round the clock: nobody would ever be reminded. */
const quietHours = matching(new RegExp(`^${clock}-${clock}$`), 'bad-quiet')
  .transform((written): QuietHours => {
    const [from = 0, to = 0] = written.split('-').map((time) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number)
      return hours * 60 + minutes
    })
    return { from, to }
  })
  .refine(({ from, to }) => from !== to, code('bad-quiet'))
const text = z.string(code('empty-text')).trim().min(1, code('empty-text'))
/** 18 digits, written as on papers: day of birth, month of appointment, sex, serial number (BKN 22/2007). */
const nip = scalar('bad-nip')
  .transform((written) => written.replace(/\s/g, ''))
  .refine((digits) => /^\d{18}$/.test(digits), code('bad-nip'))
  .transform((digits) => digits.replace(/^(.{8})(.{6})(.)/, '$1 $2 $3 '))

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
  reminders: list(rung).default([50, 75, 100].map((percent) => usualRung({ percent }))),
  quietHours: quietHours.optional(),
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
  categoryLimits: map(map(limit)).default({}),
  reminders: list(rung).optional(),
  quietHours: quietHours.optional(),
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

const windows = list(z.string(code('bad-window')))

export const calendarFields = {
  week: map(windows).optional(),
  holidays: list(z.union([date, z.record(z.string(), z.unknown())], code('bad-date'))).default([]),
  seasons: list(z.unknown()).default([]),
}

/** Without hours the whole day is off. */
export const holidayFields = {
  date,
  name: text.default('libur kantor'),
  hours: windows.default([]),
}

/** Without hours of its own it has those of Ramadan in Perpres 21/2023. */
export const seasonFields = {
  from: date,
  to: date,
  name: text.default('Ramadan'),
  week: map(windows).optional(),
}

export const scheduleFields = {
  sweep: scalar('bad-cron')
    .refine((cron) => isCron(cron), code('bad-cron'))
    .default('* * * * *'),
}

export const digestFields = {
  daily: matching(new RegExp(`^${clock}$`), 'bad-daily').default('07:30'),
  weekly: matching(new RegExp(`^(mon|tue|wed|thu|fri|sat|sun) ${clock}$`), 'bad-weekly').default('mon 08:00'),
  monthly: matching(new RegExp(`^([1-9]|1\\d|2[0-8]) ${clock}$`), 'bad-monthly').default('1 08:00'),
}
