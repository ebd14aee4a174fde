import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { glyphsOf } from './glyphs.ts'

const resolve = createRequire(import.meta.url).resolve
const fontOf = (file: string) => resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`)

/** The fonts of every paper. */
export const fonts = { normal: fontOf('DejaVuSansCondensed'), bold: fontOf('DejaVuSansCondensed-Bold') }

const drawn = Object.values(fonts).map((file) => glyphsOf(readFileSync(file)))

/** Stands for a character that no font of ours can draw. */
const undrawn = '\u25a1'
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g
/** Control and format characters, among them zero-width ones and those that turn the writing direction around. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Variation_Selector}]/gu
/** More marks on one letter only smear the lines above and below. */
const heapedMarks = /(\p{M}{2})\p{M}+/gu
/** The words of a phrase that runs from right to left stay in one piece: the printer orders them by itself. */
const rightToLeftSpace =
  /(?<=[\p{Script_Extensions=Arabic}\p{Script_Extensions=Hebrew}]) +(?=[\p{Script_Extensions=Arabic}\p{Script_Extensions=Hebrew}])/gu
/** The printer measures the rest of a long word again for every line of it; in pieces it is done at once. */
const longWord = /[^\s\u200b]{80,}/gu
/** A word is cut between any two UTF-16 units; these characters have two, so the cut is offered after them. */
const astral = /[\u{10000}-\u{10ffff}]/gu
const cutHere = '\u200b'

/** A text as it can be printed: what is visible stays, in the order it was written; what cannot be drawn becomes a box. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(lineBreaks, '\n')
    .replace(/\t/g, ' ')
    .split('\n')
    .map((line) => line.replace(unseen, '').replace(heapedMarks, '$1'))
    .join('\n')
    .replace(/[^\n]/gu, (character) => (canDraw(character) ? character : undrawn))
    .replace(rightToLeftSpace, '\u00a0')
    .replace(astral, `$&${cutHere}`)
    .replace(longWord, (word) => word.replace(/.{10}/gu, `$&${cutHere}`))
}

function canDraw(character: string): boolean {
  return drawn.every((draws) => draws(character.codePointAt(0)!))
}
