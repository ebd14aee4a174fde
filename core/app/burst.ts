import { cleanText, plain } from '../intake/clean.ts'
import { textLengthMax } from '../intake/fields.ts'
import { readNumber } from '../intake/number.ts'
import { isThanks, spokenCommand } from '../intake/recognise.ts'
import type { IntakeWords } from '../text/id/intake.ts'
import type { Inbound } from './message.ts'
import type { InboxEntry } from './ports.ts'

/**
 * Several quick messages are one turn: "Halo", "pak", "wifi mati" and a photo are answered once. Texts that follow one
 * another are one text, files that follow one another (or such a text) are taken with it. What has a meaning of its own
 * is never joined: a command, a button, a choice, a reply, an edit, a forwarded message. Nor is an album, whose pictures
 * are known to belong together without that.
 */

/** What decides which messages belong together. */
export type Together = {
  words: IntakeWords
  /** Whether the text is one of the choices the chat was offered last. */
  isChoice: (text: string) => boolean
  /** What the draft was answered last (`Draft.lastInput`), where it may be ahead of the inbox. */
  answered: string | null
}

/** The first of the pending messages, and those that are taken with it. `pending` is in order and not empty. */
export function burstOf(pending: readonly InboxEntry[], together: Together): InboxEntry[] {
  const [first] = pending
  if (!first) return []
  const before = takenBefore(pending, together.answered)
  if (before > 0) return pending.slice(0, before)
  if (!isReadable(first)) return [first]
  const broken = pending.findIndex((entry) => !isReadable(entry))
  const burst = [first]
  let length = lengthOf(first)
  for (const next of pending.slice(1, broken < 0 ? undefined : broken)) {
    const last = burst.at(-1) ?? first
    length += lengthOf(next) + 1
    const fits = length <= textLengthMax && burst.every((entry) => mayJoin(entry, together))
    if (!fits || !mayJoin(next, together) || !follows(last.inbound, next.inbound)) break
    burst.push(next)
  }
  return burst
}

/** A message without a body was damaged on the way: it fails alone, and takes no other along. */
function isReadable({ inbound }: InboxEntry): boolean {
  return typeof (inbound.body as unknown) === 'object'
}

/** The name of the turn: the same messages taken again bring the same one. */
export function burstId(burst: readonly InboxEntry[]): string {
  const [first, last] = [burst[0], burst.at(-1)]
  return burst.length > 1 ? `${first?.id}-${last?.id}` : (first?.id ?? '')
}

/** The messages as one turn takes them: the texts as one, with the id of the last of them, then the files. */
export function joined(burst: readonly Inbound[]): [Inbound, ...Inbound[]] {
  const texts = burst.filter(({ body }) => body.kind === 'text')
  const files = burst.filter(({ body }) => body.kind !== 'text')
  const last = texts.at(-1)
  if (!last || last.body.kind !== 'text') return files as [Inbound, ...Inbound[]]
  const text = texts.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : [])).join('\n')
  return [{ ...last, body: { ...last.body, text } }, ...files]
}

/**
 * How many messages were taken as one before the program was killed: the draft has their answer, so that they stay one,
 * whatever has come since. None where it was not so.
 */
function takenBefore(pending: readonly InboxEntry[], answered: string | null): number {
  const [from, until] = (answered ?? '').split('-')
  if (from === undefined || from !== pending[0]?.id) return 0
  return pending.findIndex(({ id }) => id === (until ?? from)) + 1
}

/** Files follow texts and files, a text only texts; always of one person. */
function follows(before: Inbound, next: Inbound): boolean {
  const isFile = next.body.kind === 'attachment'
  return before.from?.id === next.from?.id && (isFile || before.body.kind === 'text')
}

/** A message that failed before is tried alone, so that it takes no other along. */
function mayJoin({ inbound, attempts }: InboxEntry, { words, isChoice }: Together): boolean {
  const { body, chat, from, edited, forwarded } = inbound
  if (attempts > 0 || chat.kind !== 'private' || !from || edited || forwarded) return false
  if (body.kind === 'attachment') return body.replyTo === undefined && body.album === undefined
  if (body.kind !== 'text' || body.replyTo !== undefined || body.text.startsWith('/')) return false
  return !isWord(body.text, words) && !isChoice(body.text)
}

/** A text that means something by itself: a number, *status*, *ya*, *terima kasih*. */
function isWord(text: string, words: IntakeWords): boolean {
  const { yes, no, skip, finish, noEvidence, change, complete, colleague } = words.recognised
  const said = plain(text)
  return (
    readNumber(text, words) !== null ||
    spokenCommand(text, words) !== null ||
    isThanks(text, words) ||
    [yes, no, skip, finish, noEvidence, change, complete, colleague, ['belum']].some((known) =>
      known.includes(said),
    )
  )
}

function lengthOf({ inbound: { body } }: InboxEntry): number {
  return body.kind === 'text' ? cleanText(body.text).length : 0
}
