import { composeDigest, type Digest } from '../report/digest.ts'
import { reportFacts, type ReportFacts, type ReportSpan } from '../report/facts.ts'
import type { ReportNumbers } from '../report/numbers.ts'
import type { Words } from '../text/words.ts'
import { serviceOf, type Service } from './desk.ts'
import type { Message } from './message.ts'
import type { Files, OutboxItem, Papers, Tx } from './ports.ts'
import type { App } from './turn.ts'
import { within } from './within.ts'

type Drawing = { files: Files; papers: Papers }
/** A service, or a unit of it, over a time. */
export type Asked = { service: Service; unit: string | null; span: ReportSpan; now: Date }

/** The numbers of a report, as the store has them. */
export function numbersFor(tx: Tx, { service, unit, span, now }: Asked): Promise<ReportNumbers> {
  const { id, profile } = service
  const agencyField = profile.form.find(({ kind }) => kind === 'agency')?.id ?? null
  return tx.tickets.numbers({
    service: id,
    unit,
    from: span.from,
    to: span.to,
    now,
    zone: span.zone,
    agencyField,
  })
}

/** What a report tells, for the addressee named; null when there is nothing to say. */
export function digestOf(
  words: Words,
  asked: Asked,
  numbers: ReportNumbers,
  addressee: string | null,
): Digest | null {
  return composeDigest(factsFor(words, asked, numbers), words, {
    agency: asked.service.agency,
    id: asked.service.id,
    zone: asked.service.zone,
    now: asked.now,
    addressee,
  })
}

function factsFor(words: Words, { service, unit, span, now }: Asked, numbers: ReportNumbers): ReportFacts {
  const { profile, calendar } = service
  return reportFacts({ words, profile, calendar, span, service: profile.title, unit, now }, numbers)
}

function nothingText({ report }: Words, { service: { profile }, unit, span }: Asked): string {
  return report.nothing(span.label, profile.title, unit === null ? null : (profile.units[unit] ?? unit))
}

/**
 * A report as messages: its words with the first picture, and each further picture by itself. The pictures are drawn once
 * and kept under this name; the words may be another reader's.
 */
export async function digestMessages(
  { files, papers }: Drawing,
  name: string,
  { charts }: Digest,
): Promise<(digest: Digest) => Message[]> {
  const pictures: string[] = []
  for (const [index, chart] of charts.entries()) {
    const key = `digests/${name.replace(/[^\w-]+/g, '-')}-${index + 1}.png`
    await files.put(key, await papers.chart(chart))
    pictures.push(key)
  }
  const [first, ...others] = pictures
  return ({ heading, text, buttons }) => [
    { heading, text, buttons, picture: first },
    ...others.map((picture) => ({ text: '', picture, silent: true })),
  ]
}

/** What goes out in answer to `/laporan`; null where the desk no longer runs the service. */
export async function reportMessages(
  app: App,
  outside: Drawing,
  item: Extract<OutboxItem, { kind: 'report' }>,
): Promise<Message[] | null> {
  const found = await within(app, async (tx, { desk, clock }) => {
    const service = serviceOf(desk, item.service)
    if (!service) return null
    const { unit, label } = item
    const span: ReportSpan = {
      kind: 'asked',
      from: new Date(item.from),
      to: new Date(item.until),
      zone: item.zone ?? service.zone,
      label,
      late: false,
    }
    const asked: Asked = { service, unit, span, now: clock.now() }
    return { asked, numbers: await numbersFor(tx, asked) }
  })
  if (!found) return null
  const digest = digestOf(app.words, found.asked, found.numbers, null)
  if (!digest) return [{ text: nothingText(app.words, found.asked) }]
  const key = [item.service, item.unit ?? '', item.from, item.until].join('_')
  return (await digestMessages(outside, key, digest))(digest)
}
