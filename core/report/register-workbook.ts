import { DateTime } from 'luxon'
import type { Words } from '../text/words.ts'
import type { ClockKind } from '../ticket/ticket.ts'
import type { Sheet, Workbook } from './document.ts'
import type { RegisterRow } from './register-row.ts'
import type { Register, RegisterComplaint } from './register.ts'

type Cell = Sheet['rows'][number][number]
type Column<T> = { title: string; width: number; cell: (entry: T, index: number) => Cell }

/** The register as a workbook: one line a complaint, one line a passage through a row, and what a reader must know. */
export function registerWorkbook(register: Register, words: Words): Workbook {
  const { complaints } = register
  const w = words.register
  return {
    sheets: [
      sheetOf(w.sheets.complaints, complaintColumns(register, words), complaints),
      sheetOf(
        w.sheets.rows,
        rowColumns(register, words),
        complaints.flatMap(({ rows }) => rows),
      ),
      {
        name: w.sheets.notes,
        columns: w.facts.head.map((title, i) => ({ title, width: i === 0 ? 28 : 100 })),
        rows: [
          ...identityOf(register, words),
          ...register.profile.source.legalBasis.map((text) => [w.facts.legalBasis, text]),
          ...w.legend,
          w.apostrophe,
        ],
      },
    ],
  }
}

/** What SOP the book belongs to, of which month, and its totals. */
export function identityOf(register: Register, words: Words): [label: string, text: string][] {
  const { agency, profile, month, zone, now, totals } = register
  const { facts, stamp, month: monthName } = words.register
  const { source } = profile
  const all: [string, string][] = [
    [facts.agency, agency],
    [facts.sop, source.title],
    [facts.sopNumber, source.number ?? ''],
    [facts.sopDate, source.date ?? ''],
    [facts.sopAgency, source.agency],
    [facts.recordKeeping, source.recordKeeping ?? ''],
    [facts.month, monthName(month)],
    [facts.zone, facts.zoneIs(zone, now)],
    [facts.printed, stamp(now, zone)],
    [facts.complaints, facts.complaintsAre(totals)],
    [facts.rows, String(totals.rows)],
    [facts.late, facts.lateBy(totals.late)],
    [facts.satisfaction, facts.satisfactionIs(totals.satisfaction)],
  ]
  return all.filter(([, text]) => text !== '')
}

/** What the requester said of it; empty while the SOP has never closed it. */
export function satisfactionText({ satisfaction }: RegisterComplaint, words: Words): string {
  if (!satisfaction) return ''
  const { names, silent, notAsked } = words.satisfaction
  const { asked, score } = satisfaction
  if (score !== null) return words.register.rated(names[score], score)
  return asked ? silent : notAsked
}

function complaintColumns({ zone }: Register, words: Words): Column<RegisterComplaint>[] {
  const w = words.register
  const c = w.complaint
  const at = (date: Date | null) => localTime(date, zone)
  return [
    { title: c.count, width: 6, cell: (_, index) => index + 1 },
    { title: c.number, width: 12, cell: ({ number }) => number },
    { title: c.received, width: 17, cell: ({ received }) => at(received) },
    { title: c.recorded, width: 17, cell: ({ recorded }) => at(recorded) },
    { title: c.channel, width: 14, cell: ({ channel }) => channel },
    { title: c.recordedBy, width: 20, cell: ({ recordedBy }) => recordedBy },
    { title: c.requester, width: 24, cell: ({ requester }) => requester },
    { title: c.agency, width: 30, cell: ({ agency }) => agency },
    { title: c.phone, width: 16, cell: ({ phone }) => phone },
    { title: c.category, width: 16, cell: ({ category }) => category },
    { title: c.problem, width: 50, cell: ({ problem }) => problem },
    { title: c.incoming, width: 26, cell: ({ incoming }) => incoming },
    { title: c.complete, width: 9, cell: ({ complete }) => (complete ? w.yes : w.no) },
    { title: c.priority, width: 14, cell: ({ priority }) => priority },
    { title: c.secrecy, width: 10, cell: ({ secrecy }) => secrecy },
    { title: c.status, width: 18, cell: ({ statusShown }) => statusShown },
    { title: c.standing, width: 30, cell: ({ standing }) => standing },
    { title: c.answered, width: 17, cell: ({ answered }) => at(answered) },
    ...limitColumns('answer', words),
    { title: c.closed, width: 17, cell: ({ closed }) => at(closed) },
    ...limitColumns('ticket', words),
    { title: c.answer, width: 50, cell: ({ answer }) => answer },
    { title: c.via, width: 14, cell: ({ via }) => via },
    { title: c.satisfaction, width: 16, cell: (complaint) => satisfactionText(complaint, words) },
    { title: c.officeMinutes, width: 14, cell: ({ usedMs }) => minutes(usedMs.office) },
    { title: c.partyMinutes, width: 14, cell: ({ usedMs }) => minutes(usedMs.party) },
    { title: c.officeLate, width: 14, cell: ({ late }) => late.office.rows },
    { title: c.officeLateMinutes, width: 14, cell: ({ late }) => minutes(late.office.ms) },
    { title: c.partyLate, width: 14, cell: ({ late }) => late.party.rows },
    { title: c.partyLateMinutes, width: 14, cell: ({ late }) => minutes(late.party.ms) },
    { title: c.exits, width: 40, cell: ({ exits }) => exits.join('; ') },
    { title: c.reopened, width: 30, cell: ({ reopened }) => reopened.join('; ') },
    { title: c.approvals, width: 40, cell: ({ approvals }) => approvals.join('; ') },
    { title: c.followers, width: 10, cell: ({ followers }) => followers },
    { title: c.linked, width: 12, cell: ({ linkedTo }) => linkedTo },
    {
      title: c.letters,
      width: 40,
      cell: ({ letters }) => letters.map(({ title, text }) => w.given(title, text)).join('; '),
    },
  ]
}

/** A limit of the office's own, and whether it was exceeded; both empty where it set none. */
function limitColumns(clock: ClockKind, words: Words): Column<RegisterComplaint>[] {
  const { complaint: c, yes, no } = words.register
  const [limitTitle, lateTitle] = {
    answer: [c.answerLimit, c.answerLate] as const,
    ticket: [c.ticketLimit, c.ticketLate] as const,
  }[clock]
  const lateCell = (limit: RegisterComplaint['limits'][ClockKind]) => limit && (limit.late ? yes : no)
  return [
    { title: limitTitle, width: 14, cell: ({ limits }) => limits[clock]?.limit ?? null },
    { title: lateTitle, width: 14, cell: ({ limits }) => lateCell(limits[clock]) },
  ]
}

function rowColumns({ zone }: Register, words: Words): Column<RegisterRow>[] {
  const w = words.register
  const r = w.row
  const at = (date: Date | null) => localTime(date, zone)
  const lateOf = (row: RegisterRow, isParty: boolean) =>
    row.lateMs === null || (row.owner === 'party') !== isParty ? null : minutes(row.lateMs)
  return [
    { title: r.number, width: 12, cell: ({ number }) => number },
    { title: r.row, width: 10, cell: ({ row }) => row },
    { title: r.title, width: 36, cell: ({ title }) => title },
    { title: r.run, width: 9, cell: ({ run }) => run },
    { title: r.owner, width: 12, cell: ({ owner }) => w.owners[owner] },
    { title: r.role, width: 26, cell: ({ role }) => role },
    { title: r.person, width: 22, cell: ({ person }) => person },
    { title: r.started, width: 17, cell: ({ started }) => at(started) },
    { title: r.limit, width: 14, cell: ({ limit }) => limit ?? w.unlimited },
    { title: r.due, width: 17, cell: ({ due }) => at(due) },
    { title: r.ended, width: 17, cell: ({ ended }) => at(ended) },
    { title: r.outcome, width: 24, cell: ({ outcome }) => outcome },
    { title: r.expected, width: 36, cell: ({ expected }) => expected },
    { title: r.output, width: 50, cell: ({ output }) => output.replaceAll('\n', '; ') },
    { title: r.minutes, width: 14, cell: ({ usedMs }) => minutes(usedMs) },
    { title: r.waited, width: 14, cell: ({ waitedMs }) => minutes(waitedMs) },
    { title: r.partyWaited, width: 14, cell: ({ partyWaitedMs }) => minutes(partyWaitedMs) },
    { title: r.late, width: 11, cell: ({ lateMs }) => (lateMs === null ? w.no : w.yes) },
    { title: r.officeLate, width: 14, cell: (row) => lateOf(row, false) },
    { title: r.partyLate, width: 14, cell: (row) => lateOf(row, true) },
    { title: r.climbs, width: 40, cell: ({ climbs }) => climbs.join('; ') },
    { title: r.approvals, width: 40, cell: ({ approvals }) => approvals.join('; ') },
  ]
}

function sheetOf<T>(name: string, columns: Column<T>[], entries: readonly T[]): Sheet {
  return {
    name,
    columns: columns.map(({ title, width }) => ({ title, width })),
    rows: entries.map((entry, index) => columns.map(({ cell }) => cell(entry, index))),
  }
}

/** A cell knows no zone: the instant whose UTC clock shows the local time. */
function localTime(at: Date | null, zone: string): Date | null {
  return at && DateTime.fromJSDate(at, { zone }).setZone('utc', { keepLocalTime: true }).toJSDate()
}

/** Whole minutes; less than one counts as none. */
function minutes(ms: number): number {
  return Math.floor(ms / 60_000)
}
