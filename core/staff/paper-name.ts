import { distance } from 'fastest-levenshtein'
import { plain } from '../intake/clean.ts'
import type { PaperSpec } from '../sop/sop.ts'

/** A quarter of the letters may differ. */
const differenceMax = 0.25

/**
 * The papers a text may mean: the one of that id or title; else those whose title has all its words, also begun ones
 * ("lembar disp"); else those it nearly spells.
 */
export function papersNamed(papers: readonly PaperSpec[], text: string): PaperSpec[] {
  const said = plain(text)
  if (said === '') return []
  const exact = papers.filter(({ id, title }) => plain(id) === said || plain(title) === said)
  if (exact.length > 0) return exact
  const holding = papers.filter(({ title }) => {
    const words = plain(title).split(' ')
    return said.split(' ').every((part) => words.some((word) => word.startsWith(part)))
  })
  if (holding.length > 0) return holding
  return papers.filter(({ id, title }) => [id, title].some((name) => isNearly(said, plain(name))))
}

/** Takes the paper named first off, by as many words as name one; what follows is kept as written. */
export function takePaper(papers: readonly PaperSpec[], text: string): { named: PaperSpec[]; rest: string } {
  const words = text.trim().split(/\s+/)
  for (let count = words.length; count > 0; count--) {
    const named = papersNamed(papers, words.slice(0, count).join(' '))
    if (named.length > 0) return { named, rest: words.slice(count).join(' ') }
  }
  return { named: [], rest: words.join(' ') }
}

function isNearly(said: string, name: string): boolean {
  return distance(said, name) / Math.max(said.length, name.length) <= differenceMax
}
