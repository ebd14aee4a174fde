import { distance } from 'fastest-levenshtein'

/** Mail providers whose names are often mistyped, and those that only look like a mistyped one. */
const providers = [
  'gmail.com',
  'yahoo.com',
  'yahoo.co.id',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'ymail.com',
  'mail.com',
  'live.com',
  'rocketmail.com',
]

const local = "[A-Za-z0-9_%+'-]+(?:\\.[A-Za-z0-9_%+'-]+)*"
const domain = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}'
const whole = new RegExp(`^${local}@${domain}$`)
const inside = new RegExp(`${local}@${domain}`)

/** The address in lower case when it is one (at most 254 characters, RFC 5321), else null. */
export function readEmail(text: string): string | null {
  const address = text.replace(/^(?:mailto:|<)|[>.,;]+$/gi, '')
  return whole.test(address) && address.length <= 254 ? address.toLowerCase() : null
}

/** The first address in a longer text, or null. */
export function findEmail(text: string): string | null {
  const found = inside.exec(text)?.[0]
  return found === undefined ? null : readEmail(found)
}

/** The address that was probably meant ("gmial.com", "gmail,com", a blank at the @), or null. */
export function repairEmail(text: string): string | null {
  const joined = readEmail(text.replace(/\s*@\s*/g, '@').replace(/,(?=[a-z]{2,}$)/i, '.'))
  if (joined === null) return null
  const [name = '', host = ''] = joined.split('@')
  if (providers.includes(host)) return joined === text.toLowerCase() ? null : joined
  const meant = providers.find((provider) => distance(host, provider) <= (provider.length > 8 ? 2 : 1))
  if (meant !== undefined) return `${name}@${meant}`
  return joined === text.toLowerCase() ? null : joined
}
