import type { Args, Upload } from './args.ts'
import { badRequest } from './errors.ts'

const CRLF = Buffer.from('\r\n')
const HEAD_END = Buffer.from('\r\n\r\n')

/** Splits a `multipart/form-data` body into fields and files. Throws 400 when it is cut short. */
export function parseMultipart(body: Buffer, contentType: string): Args {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw badRequest('boundary is missing in the content type')
  const delimiter = Buffer.from(`--${boundary}`)
  const values: Record<string, unknown> = {}
  const uploads = new Map<string, Upload>()
  let at = body.indexOf(delimiter)
  while (at >= 0) {
    const start = at + delimiter.length
    if (body.subarray(start, start + 2).toString('latin1') === '--') return { values, uploads }
    const next = body.indexOf(Buffer.concat([CRLF, delimiter]), start)
    const headEnd = body.indexOf(HEAD_END, start)
    if (next < 0 || headEnd < 0 || headEnd > next) break
    readPart(body.subarray(start, headEnd).toString('utf8'), body.subarray(headEnd + HEAD_END.length, next), {
      values,
      uploads,
    })
    at = next + CRLF.length
  }
  throw badRequest('the multipart body is incomplete')
}

function readPart(
  head: string,
  content: Buffer,
  into: { values: Record<string, unknown>; uploads: Map<string, Upload> },
): void {
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1]
  if (name === undefined) return
  const fileName = /filename="?([^"\r\n]*)"?/i.exec(head)?.[1]
  if (fileName === undefined) {
    into.values[name] = content.toString('utf8')
    return
  }
  const mimeType = /content-type:\s*([^\s;]+)/i.exec(head)?.[1] ?? 'application/octet-stream'
  into.uploads.set(name, { name: fileName, mimeType, bytes: new Uint8Array(content) })
}
