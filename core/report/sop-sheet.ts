import type { Profile } from '../sop/sop.ts'
import type { ProfileWords } from '../text/id/profile.ts'
import type { SopWords } from '../text/id/sop.ts'
import { sopDiagram } from './sop-diagram.ts'
import { unconfirmed } from './sop-notes.ts'
import { sopRows } from './sop-rows.ts'
import { sopTable } from './sop-table.ts'
import { wrap } from './wrap.ts'

type Places = ProfileWords['place']

/** Characters of a line, as wide as the table. */
const lineWidth = 100

/** The whole SOP for a terminal: whose it is, its rows as a table and as a diagram, its papers, what is unconfirmed. */
export function sopSheet(profile: Profile, words: SopWords, places: Places): string {
  const { source, warnings, papers } = profile
  const w = words.show
  const rows = sopRows(profile)
  const rowOf = (step: string | undefined) => rows.find((row) => row.step === step)?.row ?? null
  const head = [
    profile.title,
    w.source(source.title, source.agency),
    ...(source.number === undefined ? [] : [w.number(source.number)]),
    ...(source.date === undefined ? [] : [source.date]),
    ...warnings.map(w.warning),
  ]
  const printed = papers.map(({ title, step }) => w.paper(title, rowOf(step)))
  return [
    head.flatMap((line) => wrap(line, lineWidth)).join('\n'),
    sopTable(profile, words),
    sopDiagram(profile, words),
    ...(printed.length === 0 ? [] : [[w.papers, ...printed].join('\n')]),
    pointsOf(profile, words, places),
  ].join('\n\n')
}

/** What a sound profile holds, and what in it the office has yet to confirm. */
export function sopFindings(profile: Profile, words: SopWords, places: Places): string {
  const w = words.check
  const rows = sopRows(profile)
  const unlimited = rows.filter(({ limit }) => limit === null).map(({ row }) => row)
  const roles = Object.values(profile.roles).map(({ title }) => title)
  const channels = [...profile.channels, ...profile.channelsAdded].map(({ label }) => label)
  const papers = profile.papers.map(({ title }) => title)
  const counts = [
    w.passed(profile.title),
    w.steps(rows.length),
    w.limits(rows.length - unlimited.length, unlimited),
    w.roles(roles.length, roles),
    w.fields(profile.form.length, profile.form.filter(({ required }) => required).length),
    w.categories(profile.categories.length),
    w.channels(channels),
    w.papers(papers.length, papers),
  ]
  return [counts.join('\n'), pointsOf(profile, words, places)].join('\n\n')
}

function pointsOf(profile: Profile, { unconfirmed: w }: SopWords, places: Places): string {
  const points = unconfirmed(profile).map(({ text, places: where }) => w.line(text, where.map(places)))
  if (points.length === 0) return w.none
  return [w.heading(points.length), ...points.map((point, at) => `${at + 1}. ${point}`)].join('\n')
}
