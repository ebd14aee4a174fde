import type { Words } from '../text/words.ts'
import { clockKinds } from '../ticket/ticket.ts'
import type { Block, PaperDocument } from './document.ts'
import type { RegisterRow } from './register-row.ts'
import { identityOf, satisfactionText } from './register-workbook.ts'
import type { Register, RegisterComplaint } from './register.ts'

/** The register as it is printed and filed: A4 landscape, third parties' rows and exits apart, lines to sign. */
export function registerPaper(register: Register, words: Words): PaperDocument {
  const { letterhead, profile, month, totals, now, zone } = register
  const w = words.register
  return {
    title: `${w.title} ${w.month(month)}`,
    letterhead: letterhead.lines,
    draft: false,
    landscape: true,
    footer: w.footer(profile.title, month),
    blocks: [
      { kind: 'title', text: w.title, below: `${profile.title}, ${w.month(month)}` },
      { kind: 'facts', rows: identityOf(register, words).map(([label, value]) => ({ label, value })) },
      ...tablesOf(register, words),
      { kind: 'heading', text: w.print.legend },
      { kind: 'facts', rows: w.legend.map(([label, value]) => ({ label, value })) },
      { kind: 'text', text: w.print.closing(month, totals.complaints, w.stamp(now, zone)) },
      signaturesOf(register, words),
    ],
  }
}

function tablesOf(register: Register, words: Words): Block[] {
  const { complaints } = register
  const p = words.register.print
  if (complaints.length === 0) return [{ kind: 'text', text: p.none }]
  const rows = complaints.flatMap((complaint) => complaint.rows)
  const own = rows.filter(({ owner }) => owner !== 'party')
  const party = rows.filter(({ owner }) => owner === 'party')
  return [
    { kind: 'heading', text: p.complaints },
    complaintTable(register, words),
    { kind: 'heading', text: p.rows },
    rowTable(register, words, own),
    ...(party.length === 0
      ? []
      : ([{ kind: 'heading', text: p.partyRows }, rowTable(register, words, party)] as const)),
    ...exitTable(complaints, words),
  ]
}

function complaintTable({ complaints, zone }: Register, words: Words): Block {
  const w = words.register
  const p = w.print
  const at = (date: Date) => w.stamp(date, zone)
  return {
    kind: 'table',
    head: [
      w.complaint.count,
      p.received,
      w.complaint.channel,
      p.from,
      p.matter,
      p.solution,
      p.lateness,
      p.remarks,
    ],
    widths: [3, 12, 9, 16, 22, 19, 8, 11],
    rows: complaints.map((c, i) => [
      String(i + 1),
      lines(c.number, at(c.received), c.recorded > c.received && at(c.recorded)),
      lines(c.channel, c.recordedBy && p.recordedBy(c.recordedBy), c.incoming),
      lines(c.requester, c.agency, c.phone),
      lines(c.category, c.problem),
      lines(c.statusShown, c.closed ? at(c.closed) : c.standing, c.answer, c.via && w.given(w.via, c.via)),
      lateness(c, words),
      remarks(c, words),
    ]),
  }
}

/** Rows that took too long, by whose they were, and the office's own limits on the whole ticket that were exceeded. */
function lateness({ late, limits }: RegisterComplaint, words: Words): string {
  const w = words.register
  const said = (['office', 'requester', 'party'] as const).flatMap((owner) => {
    const { rows, ms } = late[owner]
    return rows === 0 ? [] : [w.given(w.owners[owner], w.print.rowsLate(rows, words.time.span(ms)))]
  })
  const exceeded = clockKinds.flatMap((clock) => {
    const limit = limits[clock]
    return limit?.late ? [w.given(words.limits.whole[clock].name, w.print.clockLate(limit.limit))] : []
  })
  return lines(...said, ...exceeded) || w.no
}

function remarks(c: RegisterComplaint, words: Words): string {
  const w = words.register
  const satisfaction = satisfactionText(c, words)
  const list = (label: string, texts: readonly string[]) =>
    texts.length === 0 ? '' : w.given(label, texts.join('; '))
  return lines(
    c.complete ? '' : w.given(w.complaint.complete, w.no),
    list(w.complaint.reopened, c.reopened),
    list(w.complaint.approvals, c.approvals),
    satisfaction && w.given(w.complaint.satisfaction, satisfaction),
    partyWait(c, words),
    c.followers > 0 && w.given(w.complaint.followers, w.people(c.followers)),
    c.linkedTo && w.given(w.complaint.linked, c.linkedTo),
    ...c.letters.map(({ title, text }) => w.given(title, text)),
  )
}

/** For how long an outside party was waited for; empty where none was. */
function partyWait({ partyWaitedMs }: RegisterComplaint | RegisterRow, words: Words): string {
  const w = words.register
  return partyWaitedMs === 0 ? '' : w.given(w.print.partyWaited, words.time.span(partyWaitedMs))
}

function rowTable({ zone }: Register, words: Words, rows: readonly RegisterRow[]): Block {
  const w = words.register
  const p = w.print
  const at = (date: Date | null) => (date ? w.stamp(date, zone) : '')
  return {
    kind: 'table',
    head: [w.complaint.number, p.row, p.actor, w.row.started, w.row.due, w.row.ended, p.output, p.lateness],
    widths: [9, 18, 15, 9, 9, 9, 23, 8],
    rows: rows.map((row) => [
      row.number,
      `${row.row}. ${row.title}${row.run > 1 ? ` (${w.row.run.toLowerCase()} ${row.run})` : ''}`,
      lines(row.role, row.person),
      at(row.started),
      row.due ? at(row.due) : w.unlimited,
      row.ended ? at(row.ended) : p.running,
      lines(
        row.outcome,
        row.output,
        partyWait(row, words),
        ...row.climbs.map((climb) => w.given(w.row.climbs, climb)),
        ...row.approvals,
      ),
      row.lateMs === null ? w.no : words.time.span(row.lateMs),
    ]),
  }
}

function exitTable(complaints: readonly RegisterComplaint[], words: Words): Block[] {
  const w = words.register
  const rows = complaints.flatMap(({ number, exits }) => exits.map((exit) => [number, exit]))
  if (rows.length === 0) return []
  return [
    { kind: 'heading', text: w.print.exits },
    { kind: 'table', head: [w.complaint.number, w.print.exit], widths: [12, 88], rows },
  ]
}

function signaturesOf({ letterhead, now, zone }: Register, words: Words): Block {
  const w = words.register
  const blank = { name: '', below: [] }
  return {
    kind: 'signatures',
    signatures: [
      { ...blank, placeAndDate: '', capacity: w.print.acknowledged },
      {
        ...blank,
        placeAndDate: w.print.signed(letterhead.place, w.date(now, zone)),
        capacity: w.print.keeper,
      },
    ],
  }
}

/** The lines that say something. */
function lines(...texts: (string | false)[]): string {
  return texts.filter(Boolean).join('\n')
}
