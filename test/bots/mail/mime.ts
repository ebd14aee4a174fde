/** A mail as its reader's program understands it (RFC 2045, 2047, 2231). */
export type ReadMail = {
  headers: Record<string, string>
  text: string
  attachments: { name: string; type: string; bytes: Uint8Array }[]
}

type Part = { headers: Record<string, string>; body: string }

/** Bytes stand as Latin-1, one character each, until a part says what they are. */
export function readMail(raw: Buffer): ReadMail {
  const whole = splitPart(raw.toString('latin1'))
  const parts = partsOf(whole)
  const isFile = (part: Part) => /^attachment/i.test(part.headers['content-disposition'] ?? '')
  return {
    headers: whole.headers,
    text: parts
      .filter((part) => !isFile(part))
      .map((part) => bytesOf(part).toString('utf8'))
      .join('')
      .replace(/\r\n/g, '\n'),
    attachments: parts.filter(isFile).map((part) => ({
      name: parameter(part.headers['content-disposition'] ?? '', 'filename'),
      type: (part.headers['content-type'] ?? '').split(';')[0] ?? '',
      bytes: new Uint8Array(bytesOf(part)),
    })),
  }
}

function splitPart(text: string): Part {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())]
  })
  return { headers: Object.fromEntries(headers), body: rest.join('\r\n\r\n') }
}

function partsOf(part: Part): Part[] {
  const boundary = parameter(part.headers['content-type'] ?? '', 'boundary')
  if (boundary === '') return [part]
  const [, ...inner] = `\r\n${part.body}`.split(`\r\n--${boundary}`)
  return inner.filter((text) => !text.startsWith('--')).flatMap((text) => partsOf(splitPart(text.slice(2))))
}

function bytesOf({ headers, body }: Part): Buffer {
  switch (headers['content-transfer-encoding']?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64')
    case 'quoted-printable':
      return unquoted(body.replace(/=\r\n/g, ''), '=')
    default:
      return Buffer.from(body, 'latin1')
  }
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; nothing stands between two of them. */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, coded: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : unquoted(coded.replaceAll('_', ' '), '=').toString('utf8'),
    )
}

/** `name=value`, `name="value"`, or `name*0*=utf-8''va; name*1*=lue`. */
function parameter(header: string, name: string): string {
  const pieces = [...header.matchAll(new RegExp(`;\\s*${name}\\*(\\d+)?\\*?=([^;]*)`, 'gi'))]
  if (pieces.length > 0) {
    const coded = pieces.map(([, , value = '']) => value.trim()).join('')
    return unquoted(coded.replace(/^utf-8''/i, ''), '%').toString('utf8')
  }
  const [, quoted, bare] =
    new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(header) ?? []
  return quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
}

function unquoted(text: string, mark: '=' | '%'): Buffer {
  const hex = new RegExp(`${mark}([0-9a-f]{2})`, 'gi')
  return Buffer.from(
    text.replace(hex, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  )
}
