import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Answer } from './form.ts'

/**
 * A telephone number as Indonesians write it (0812…, 62812…, +62 812-…, (021) …) or an international one with its
 * plus. `value` is E.164, `shown` as people read it: 0812-3456-7890. Null when it is no valid number.
 */
export function readPhone(text: string): Answer | null {
  for (const part of text.split(/[/;,]|\batau\b/)) {
    const digits = part.replace(/[^\d+]/g, '')
    const international = /^(62|0062)[1-9]/.test(digits) ? `+${digits.replace(/^00/, '')}` : part
    const number = parsePhoneNumberFromString(international, 'ID')
    if (!number?.isValid()) continue
    const shown = number.country === 'ID' ? number.formatNational() : number.formatInternational()
    return { value: number.number, shown }
  }
  return null
}

/** The first valid number in a longer text, or null. */
export function findPhone(text: string): Answer | null {
  for (const [candidate] of text.matchAll(/(?<![\d.])(?:\+?62|\(?0)\d?[\d .()-]{6,18}\d(?!\d)/g)) {
    const found = readPhone(candidate)
    if (found) return found
  }
  return null
}
