/** Code points from `first` to `last`. */
type Range = { first: number; last: number }

/**
 * Which code points a TrueType font draws, read from its `cmap` table (format 12: the one that reaches beyond the basic
 * plane). Throws for a font without one.
 */
export function glyphsOf(font: Uint8Array): (codePoint: number) => boolean {
  const ranges = rangesOf(font)
  return (codePoint) => {
    let [low, high] = [0, ranges.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const { first, last } = ranges[middle]!
      if (codePoint < first) high = middle - 1
      else if (codePoint > last) low = middle + 1
      else return true
    }
    return false
  }
}

/** The groups of the table, ascending as the format demands. */
function rangesOf(font: Uint8Array): Range[] {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableAt(view, 'cmap')
  const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => {
    return cmap + view.getUint32(cmap + 4 + i * 8 + 4)
  })
  const start = subtables.find((at) => view.getUint16(at) === 12)
  if (start === undefined) throw new Error('bug: the font has no cmap of format 12')
  return Array.from({ length: view.getUint32(start + 12) }, (_, i) => {
    const group = start + 16 + i * 12
    return { first: view.getUint32(group), last: view.getUint32(group + 4) }
  })
}

function tableAt(view: DataView, tag: string): number {
  const count = view.getUint16(4)
  for (let i = 0; i < count; i++) {
    const entry = 12 + i * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(entry + n)))
    if (name === tag) return view.getUint32(entry + 8)
  }
  throw new Error(`bug: the font has no ${tag} table`)
}
