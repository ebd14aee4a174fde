/**
 * WhatsApp has no escape: what stands in for a marker is its twin, which looks the same and formats nothing. An invisible
 * character beside the marker would do less, for where the apps see the edge of a word is not documented.
 */
const TWINS: Readonly<Record<string, string>> = { '*': '\u2217', _: '\u02CD', '~': '\u223C', '`': '\u02CB' }

const ADDRESS = /https?:\/\/\S+/giu
const WORD = /[\p{L}\p{N}]/u

/**
 * The text with every marker that could begin or end formatting replaced by its twin: `*`, `_` and `~` where two of a kind
 * stand on a line at the edge of a word, and back-ticks wherever there are two. A single star, a name like `data_pegawai`
 * and the address of a page stay as they are, so that they can be copied.
 */
export function escapeMarkup(text: string): string {
  const kept = [...text.matchAll(ADDRESS)].map(
    ({ 0: address, index }) => [index, index + address.length] as const,
  )
  const isKept = (at: number) => kept.some(([from, to]) => at >= from && at < to)
  const edges: Map<string, number[]>[] = [new Map()]
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? ''
    if (mark === '\n') edges.push(new Map())
    // Code in back-ticks may run over lines, and needs no edge of a word.
    const line = mark === '`' ? edges[0] : edges.at(-1)
    if (mark in TWINS && !isKept(at) && (mark === '`' || isEdge(text, at)))
      line?.set(mark, [...(line.get(mark) ?? []), at])
  }
  const pairs = edges.flatMap((line) => [...line.values()].filter((places) => places.length > 1).flat())
  const units = text.split('')
  for (const at of pairs) units[at] = TWINS[text[at] ?? ''] ?? ''
  return units.join('')
}

/** A line in bold. A star inside would end it half-way, wherever it stands. */
export function bold(line: string): string {
  return `*${escapeMarkup(line).replaceAll('*', TWINS['*'] ?? '')}*`
}

/** Whether the marker stands at the edge of a word: inside one it is only a character. */
function isEdge(text: string, at: number): boolean {
  return !WORD.test(text[at - 1] ?? ' ') || !WORD.test(text[at + 1] ?? ' ')
}
