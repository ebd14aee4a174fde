/** A text of WhatsApp, whose marks stand in the text itself, as a text with entities. */

const MARKS = { '*': 'bold', _: 'italic', '~': 'strikethrough', '`': 'code' }
const LINK = /\bhttps?:\/\/[^\s<>"]+|\bwa\.me\/\d+[^\s<>"]*/giu
const MONOSPACE = /```([^`]+)```/g
const WORD = /[\p{L}\p{N}]/u

/**
 * A mark opens at the edge of a word, before something, and closes on the same line after something, at an edge; inside
 * an address it is a character like others.
 * @param {string} marked
 * @returns {{ text: string, entities: { type: string, offset: number, length: number, url?: string }[] }}
 */
export function readMarks(marked) {
  const found = [...spansOf(marked)].toSorted((a, b) => a.from - b.from || b.to - a.to)
  const cut = new Set(
    found.flatMap(({ from, to, mark }) => [...range(from, mark), ...range(to - mark, mark)]),
  )
  const places = []
  let text = ''
  for (let at = 0; at <= marked.length; at += 1) {
    places.push(text.length)
    if (at < marked.length && !cut.has(at)) text += marked[at]
  }
  const entities = found.map(({ type, from, to, url }) => {
    const offset = places[from]
    return { type, offset, length: places[to] - offset, ...(url && { url }) }
  })
  return { text, entities }
}

function* spansOf(marked) {
  const kept = []
  for (const { 0: whole, index } of marked.matchAll(MONOSPACE)) {
    kept.push([index, index + whole.length])
    yield { type: 'code', from: index, to: index + whole.length, mark: 3 }
  }
  for (const { 0: found, index } of marked.matchAll(LINK)) {
    const address = found.replace(/[.,:;!?)*_~'\]]+$/, '')
    const to = index + address.length
    if (kept.some(([start, end]) => index < end && to > start)) continue
    kept.push([index, to])
    yield {
      type: 'text_link',
      from: index,
      to,
      mark: 0,
      url: /^http/i.test(address) ? address : `https://${address}`,
    }
  }
  const isKept = (at) => kept.some(([from, to]) => at >= from && at < to)
  const open = new Map()
  for (let at = 0; at < marked.length; at += 1) {
    const sign = marked[at]
    if (sign === '\n') open.clear()
    if (!(sign in MARKS) || isKept(at)) continue
    const [before = ' ', after = ' '] = [marked[at - 1], marked[at + 1]]
    const from = open.get(sign)
    if (from !== undefined && at > from + 1 && /\S/.test(before) && !WORD.test(after)) {
      yield { type: MARKS[sign], from, to: at + 1, mark: 1 }
      // What was opened inside and not closed before is no pair any more: entities never cross.
      for (const [other, since] of open) if (since >= from) open.delete(other)
    } else if (/\S/.test(after) && !WORD.test(before)) open.set(sign, at)
  }
}

function range(from, length) {
  return Array.from({ length }, (_, index) => from + index)
}
