/**
 * A text as one line or more of at most `width` characters, broken between words (a longer one within). Line breaks, tabs and
 * control characters of the text count as one space, so that nothing written in a file can disturb a terminal.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[\s\p{Cc}\p{Cf}]+/u).filter(Boolean)) {
    for (const piece of pieces(word, width)) {
      if (line !== '' && lengthOf(line) + 1 + lengthOf(piece) > width) {
        lines.push(line)
        line = piece
      } else line = line === '' ? piece : `${line} ${piece}`
    }
  }
  return [...lines, line]
}

/** The text followed by as many spaces as bring it to `width` characters. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)))
}

/** Characters as a reader counts them, not UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length
}

/** A word that is too long as pieces that fit, broken after a slash or hyphen where it has one. */
function pieces(word: string, width: number): string[] {
  if (lengthOf(word) <= width) return [word]
  const found: string[] = []
  for (const part of word.split(/(?<=[/-])/).flatMap((text) => chopped(text, width))) {
    const grown = `${found.at(-1) ?? ''}${part}`
    if (found.length > 0 && lengthOf(grown) <= width) found[found.length - 1] = grown
    else found.push(part)
  }
  return found
}

function chopped(text: string, width: number): string[] {
  const characters = [...text]
  const count = Math.ceil(characters.length / width)
  return Array.from({ length: count }, (_, at) => characters.slice(at * width, (at + 1) * width).join(''))
}
