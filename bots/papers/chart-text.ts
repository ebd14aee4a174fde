import { printable } from './printable.ts'

/** How a text is set, in the words of echarts. */
export type Lettering = { fontSize: number; fontWeight?: 'normal' | 'bold' }

/**
 * Upper bounds of DejaVu Sans Condensed, in shares of the letter's size; the first that matches holds. A text is never
 * drawn wider than measured, so what fits by this measure cannot run into its neighbour.
 */
const advances: [letters: RegExp, advance: number][] = [
  [/^\p{M}/u, 0.1],
  [/^[ 'ijlIJ|]/, 0.29],
  [/^[-!(),./:;[\\\]frt]/, 0.39],
  [/^[MW@%m…□]/, 0.9],
  [/^[A-Zw&#+<=>^~]/, 0.75],
  [/^[\w"*?`${}]/, 0.57],
  [/^\p{Script=Arabic}/u, 1.1],
]
const widestAdvance = 1.6
const boldness = 1.15

/** At least as wide as the line is drawn; of several lines, the widest. */
export function widthOf(text: string, { fontSize, fontWeight }: Lettering): number {
  const shares = text.split('\n').map((line) => {
    return [...line.normalize('NFD')].reduce((sum, letter) => sum + advanceOf(letter), 0)
  })
  return Math.max(...shares) * fontSize * (fontWeight === 'bold' ? boldness : 1)
}

function advanceOf(letter: string): number {
  return advances.find(([letters]) => letters.test(letter))?.[1] ?? widestAdvance
}

export function heightOf(text: string, { lineHeight }: { lineHeight: number }): number {
  return text === '' ? 0 : text.split('\n').length * lineHeight
}

/**
 * A text, whoever wrote it, in lines no wider than `widthPx`: broken at spaces; what is too long for `linesMax` lines,
 * or a word for one, ends in an ellipsis.
 */
export function wrap(text: string, lettering: Lettering, widthPx: number, linesMax: number): string {
  const lines: string[] = []
  for (const word of printable(text).replaceAll('\u200b', '').trim().split(/\s+/)) {
    const longer = [...lines.slice(-1), word].join(' ')
    if (lines.length > 0 && widthOf(longer, lettering) <= widthPx) lines[lines.length - 1] = longer
    else if (lines.length <= linesMax) lines.push(word)
    else break
  }
  const shown = lines.slice(0, linesMax)
  if (lines.length > linesMax) shown.push(`${shown.pop()} …`)
  return shown.map((line) => cut(line, lettering, widthPx)).join('\n')
}

/** The line itself, or as much of its beginning as fits before an ellipsis. */
function cut(line: string, lettering: Lettering, widthPx: number): string {
  if (widthOf(line, lettering) <= widthPx) return line
  let room = widthPx - widthOf('…', lettering)
  let kept = ''
  for (const letter of line) {
    room -= widthOf(letter, lettering)
    if (room < 0) break
    kept += letter
  }
  return `${kept.replace(/[ …]+$/, '')}…`
}

/** The largest of the sizes in which a text fits into one bold line; the smallest, if in none. */
export function sizeOf(text: string, sizes: [number, ...number[]], widthPx: number): number {
  const fitting = sizes.find((fontSize) => widthOf(text, { fontSize, fontWeight: 'bold' }) <= widthPx)
  return fitting ?? Math.min(...sizes)
}
