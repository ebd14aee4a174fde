import { factsOf } from '../notify/facts.ts'
import { monthSpan } from '../report/month.ts'
import { composePaper } from '../report/papers/compose.ts'
import type { PaperFacts } from '../report/papers/facts.ts'
import { registerPaper } from '../report/register-paper.ts'
import { registerWorkbook } from '../report/register-workbook.ts'
import { composeRegister, type RegisterEntry, type RegisterFacts } from '../report/register.ts'
import type { PaperSpec, Profile } from '../sop/sop.ts'
import type { TicketEvent } from '../ticket/ticket.ts'
import { notesOfEvent, sopOf, staffOfInputs } from './act.ts'
import { serviceOf } from './desk.ts'
import { fileKey, type Message } from './message.ts'
import type { About, Files, OutboxItem, Papers, TicketFile, Tx } from './ports.ts'
import type { App } from './turn.ts'
import { within } from './within.ts'

type ItemOf<K extends OutboxItem['kind']> = Extract<OutboxItem, { kind: K }>
type Drawing = { files: Files; papers: Papers }

/** What goes out in place of an outbox item that is drawn when sent; null when what it was of is gone. */
export async function documentOf(
  app: App,
  outside: Drawing,
  item: ItemOf<'paper' | 'book'>,
): Promise<{ message: Message; about?: About } | null> {
  return item.kind === 'paper' ? paperOf(app, outside, item) : bookOf(app, outside, item)
}

async function paperOf(app: App, { files, papers }: Drawing, item: ItemOf<'paper'>) {
  const found = await within(app, (tx, app) => readPaper(tx, app, item))
  if (!found) return null
  const { spec, facts } = found
  const { number } = facts.file.ticket
  const w = app.words.documents
  const document = composePaper(spec, facts, app.words)
  const key = `papers/${item.ticket}-${spec.id}.pdf`
  await files.put(key, await papers.pdf(document))
  const text = [w.caption(number, spec.title), document.draft ? w.draft(number, spec.title) : '']
    .filter(Boolean)
    .join('\n')
  const name = fileName(w.fileName(number, spec.title), 'pdf')
  return { message: { text, document: { key, name } }, about: { ticket: item.ticket, kind: 'card' as const } }
}

async function bookOf(app: App, { files, papers }: Drawing, item: ItemOf<'book'>) {
  const facts = await within(app, (tx, app) => readBook(tx, app, item))
  if (!facts) return null
  const { service, month, format } = item
  const w = app.words.register
  const register = composeRegister(facts, app.words)
  const bytes =
    format === 'xlsx'
      ? await papers.workbook(registerWorkbook(register, app.words))
      : await papers.pdf(registerPaper(register, app.words))
  const key = `books/${service}-${month}.${format}`
  await files.put(key, bytes)
  const { complaints, late } = register.totals
  const text = w.caption(facts.profile.title, month, complaints, late.office + late.requester + late.party)
  return { message: { text, document: { key, name: fileName(w.fileName(service, month), format) } } }
}

/** The paper asked for, with everything it draws from; null where the ticket or the paper is no more. */
async function readPaper(
  tx: Tx,
  app: App,
  item: ItemOf<'paper'>,
): Promise<{ spec: PaperSpec; facts: PaperFacts } | null> {
  const file = await tx.tickets.peek(item.ticket)
  if (!file) return null
  const { service, profile } = await sopOf(tx, app.desk, file.ticket)
  const spec = profile.papers.find(({ id }) => id === item.paper)
  if (!spec) return null
  const events = await tx.tickets.events(item.ticket)
  const grants = await tx.staff.grants({ service: service.id })
  const people = [...peopleIn(file, events), ...grants.map(({ person }) => person)]
  const facts: PaperFacts = {
    agency: service.agency,
    letterhead: service.letterhead,
    profile,
    file: item.wholePhone ? file : withMaskedPhone(profile, file),
    events,
    notes: await tx.notes.get(events.flatMap(notesOfEvent)),
    names: await tx.people.names([...new Set(people)]),
    officials: await tx.people.officials([...new Set(people)]),
    grants,
    fileKey: (ref) => fileKey(item.ticket, ref),
    calendar: service.calendar,
    zone: service.zone,
    now: app.clock.now(),
  }
  return { spec, facts }
}

/** Everything the register of a month draws from; null where the desk no longer runs the service. */
async function readBook(
  tx: Tx,
  app: App,
  { service: id, month }: ItemOf<'book'>,
): Promise<RegisterFacts | null> {
  const service = serviceOf(app.desk, id)
  if (!service) return null
  const { from, to } = monthSpan(month, service.zone)
  const entries: RegisterEntry[] = []
  const files = await tx.tickets.received(id, from, to)
  const histories = await tx.tickets.histories(files.map(({ ticket }) => ticket.id))
  for (const file of files) {
    const { profile } = await sopOf(tx, app.desk, file.ticket)
    entries.push({ file, profile, events: histories.get(file.ticket.id) ?? [] })
  }
  const people = entries.flatMap(({ file, events }) => peopleIn(file, events))
  const notes = await tx.notes.get(entries.flatMap(({ events }) => events.flatMap(notesOfEvent)))
  return {
    agency: service.agency,
    letterhead: service.letterhead,
    profile: service.profile,
    month,
    zone: service.zone,
    calendar: service.calendar,
    entries,
    names: await tx.people.names([...new Set(people)]),
    notes: new Map([...notes].map(([note, { text }]) => [note, text])),
    numbers: await numbersOf(tx, entries),
    now: app.clock.now(),
  }
}

/** The numbers of the tickets that others are linked to. */
async function numbersOf(tx: Tx, entries: RegisterEntry[]): Promise<Map<string, string>> {
  const linked = new Set(entries.flatMap(({ file }) => file.ticket.linkedTo ?? []))
  const numbers = new Map<string, string>()
  for (const id of linked) {
    const cause = await tx.tickets.peek(id)
    if (cause) numbers.set(id, cause.ticket.number)
  }
  return numbers
}

/** The whole phone number is for whoever has the ticket. */
function withMaskedPhone(profile: Profile, file: TicketFile): TicketFile {
  const field = profile.form.find(({ kind }) => kind === 'phone')
  const answer = field && file.answers[field.id]
  if (!field || !answer) return file
  const { phone } = factsOf(profile, file)
  return { ...file, answers: { ...file.answers, [field.id]: { ...answer, shown: phone } } }
}

function peopleIn({ ticket }: TicketFile, events: readonly TicketEvent[]): string[] {
  return [
    ticket.requester,
    ...ticket.runs.flatMap(({ assignee }) => assignee ?? []),
    ...events.flatMap((event) => [
      ...(event.by === undefined ? [] : [event.by]),
      ...('inputs' in event ? staffOfInputs(event.inputs) : []),
    ]),
  ]
}

/** A name every system takes for a file. */
function fileName(text: string, extension: string): string {
  return `${text.replace(/[\\/:*?"<>|;\p{C}]+/gu, ' ').trim()}.${extension}`
}
