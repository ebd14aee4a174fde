import type { DigestChart } from '../app/ports.ts'
import type { ReportWords } from '../text/id/report.ts'

/** What happened in a period and how the desk stands at its end. Times late are working time. */
export type DigestFacts = {
  /** `late`: sent after its time because the program was down. */
  period: { from: Date; to: Date; label: 'daily'; late: boolean }
  opened: number
  closed: number
  open: number
  lateByStep: { row: string; title: string; actor: string; count: number }[]
  /** `lateMs` is null while the row it stands at is in time. */
  oldest: { number: string; agency: string; row: string; openedAt: Date; lateMs: number | null }[]
  /** Every row of the SOP in its order; `late` of the `open` ones. */
  byStep: { row: string; title: string; open: number; late: number }[]
}

/** To whom a digest goes, of which service, and when. `addressee` is the leader's office: Kepala Dinas. */
export type DigestContext = { agency: string; service: string; zone: string; now: Date; addressee: string }

export type Digest = { heading: string; text: string; chart: DigestChart }

/** As many lines as keep the whole within a picture's caption (1,024 characters on Telegram). */
const stepsMax = 4
const oldestMax = 3

/** The digest of a service for one leader, what is late first; null when there is nothing to say. */
export function composeDigest(facts: DigestFacts, words: ReportWords, context: DigestContext): Digest | null {
  const { period, opened, closed, open } = facts
  if (opened + closed + open === 0) return null
  const steps = facts.lateByStep.toSorted((a, b) => b.count - a.count)
  const oldest = facts.oldest.toSorted(
    (a, b) => (b.lateMs ?? -1) - (a.lateMs ?? -1) || a.openedAt.getTime() - b.openedAt.getTime(),
  )
  const late = steps.reduce((sum, step) => sum + step.count, 0)
  const lines = oldest.map((ticket) => words.oldest(ticket, context))
  const blocks = [
    [words.salutation(context), words.period(period, context), ...(period.late ? [words.sentLate] : [])],
    [words.lateHeading(late), ...cut(steps.map(words.lateStep), stepsMax, words)],
    [words.counts({ opened, closed, open })],
    oldest.length > 0 ? [words.oldestHeading, ...cut(lines, oldestMax, words)] : [],
    [words.next(late > 0 ? oldest[0]?.number : undefined, open)],
  ]
  return {
    heading: words.heading(period, context),
    text: blocks
      .filter((block) => block.length > 0)
      .map((block) => block.join('\n'))
      .join('\n\n'),
    chart: {
      title: words.chart.title(open),
      subtitle: words.chart.subtitle(period, context),
      bars: facts.byStep.map(({ row, title, open: all, late: behind }) => {
        return { label: `${row}. ${title}`, onTime: all - behind, late: behind }
      }),
    },
  }
}

/** The first lines, and how many were left out; that too is a line. */
function cut(lines: string[], max: number, words: ReportWords): string[] {
  return lines.length <= max ? lines : [...lines.slice(0, max - 1), words.more(lines.length - max + 1)]
}
