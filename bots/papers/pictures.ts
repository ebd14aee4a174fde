import { Resvg } from '@resvg/resvg-js'

/** A larger picture is not drawn: unpacked it would take the memory of the whole program. */
const pixelsMax = 40_000_000
const widthMaxPx = 1600

const jpegStart = [0xff, 0xd8, 0xff]
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * A kept file as a data URL that can be drawn; null where its bytes are no picture. JPEG goes into the PDF as it is,
 * unread. A PNG is drawn anew: the PDF library reads one on its own time, and a damaged one would end the program.
 */
export function pictureUrl(bytes: Uint8Array): string | null {
  if (startsWith(bytes, jpegStart)) return dataUrl('image/jpeg', bytes)
  return startsWith(bytes, pngStart) ? redrawnPng(bytes) : null
}

function redrawnPng(bytes: Uint8Array): string | null {
  const size = pngSize(bytes)
  if (!size || size.width * size.height > pixelsMax) return null
  const { width, height } = size
  const href = dataUrl('image/png', bytes)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`
  const fitTo = { mode: 'width', value: Math.min(width, widthMaxPx) } as const
  const drawing = new Resvg(svg, { fitTo, font: { loadSystemFonts: false } }).render()
  return isBlank(drawing.pixels) ? null : dataUrl('image/png', drawing.asPng())
}

/** Nothing was drawn, which is all that tells of a file that could not be read. Every fourth byte is opacity. */
function isBlank(rgba: Uint8Array): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 0) return false
  return true
}

/** Width and height from the header, which comes first; null where it is cut off or empty. */
function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 24) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return width > 0 && height > 0 ? { width, height } : null
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}

function dataUrl(mime: string, bytes: Uint8Array): string {
  return `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`
}
