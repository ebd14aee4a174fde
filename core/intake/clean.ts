/**
 * Text as people send it, made safe to store and to compare. Lone surrogates and NUL are refused by PostgreSQL's JSON;
 * direction marks can make a text look like another.
 */

/** The text without control characters, with single spaces and at most one empty line; otherwise as written. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\p{Cs}|(?!\n)\p{Cc}|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** What is left for comparing: lower case, letters and digits, single spaces. `E-Mail.` becomes `e mail`. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** How many letters and digits the text has: emoji and dots say nothing. */
export function usefulLength(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

/** The text on one line, cut to `max` characters with an ellipsis. */
export function shorten(text: string, max: number): string {
  const line = [...text.replace(/\s+/g, ' ')]
  return line.length > max
    ? `${line
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : line.join('')
}
