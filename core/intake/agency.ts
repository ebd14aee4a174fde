import { distance } from 'fastest-levenshtein'
import { plain } from './clean.ts'

/** The most suggestions offered at once: more is a list nobody reads on a phone. */
const suggestionsMax = 3
/** A quarter of the letters may differ. */
const differenceMax = 0.25

/**
 * The agency meant by a text: `exact` when name or abbreviation agree but for case and signs, else the closest ones,
 * best first. Agencies are written "Dinas Pendidikan dan Kebudayaan (Dindikbud)".
 */
export function matchAgency(
  text: string,
  agencies: readonly string[],
): { exact: string | null; close: string[] } {
  const said = plain(text)
  const exact = agencies.find((agency) => formsOf(agency).includes(said)) ?? null
  if (exact !== null || said === '') return { exact, close: [] }
  const close = agencies
    .map((agency) => ({ agency, difference: Math.min(...formsOf(agency).map((f) => difference(said, f))) }))
    .filter((candidate) => candidate.difference <= differenceMax)
    .sort((a, b) => a.difference - b.difference)
    .slice(0, suggestionsMax)
    .map((candidate) => candidate.agency)
  return { exact, close }
}

/** The agency a longer text mentions by name or abbreviation; of several, the one with the longest mention. */
export function findAgency(text: string, agencies: readonly string[]): string | null {
  const said = ` ${plain(text)} `
  let found: { agency: string; length: number } | null = null
  for (const agency of agencies) {
    for (const form of formsOf(agency)) {
      const mentioned = said.includes(` ${form} `)
      if (mentioned && form.length > (found?.length ?? 0)) found = { agency, length: form.length }
    }
  }
  return found?.agency ?? null
}

/** What an agency may be called: the whole, the name alone, and each abbreviation. */
function formsOf(agency: string): string[] {
  const short = [...agency.matchAll(/\(([^)]*)\)/g)].flatMap((match) => (match[1] ?? '').split(/[,/;]/))
  const name = agency.replace(/\([^)]*\)/g, ' ')
  return [agency, name, ...short].map(plain).filter((form) => form !== '')
}

/** 0 for the same, 1 for nothing in common. All words of a longer name ("Dinas Pendidikan") count as very close. */
function difference(said: string, form: string): number {
  const saidWords = said.split(' ')
  const formWords = form.split(' ')
  if (saidWords.length > 1 && saidWords.every((word) => formWords.includes(word))) return 0.1
  return distance(said, form) / Math.max(said.length, form.length)
}
