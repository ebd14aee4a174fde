import type { DialogueInput, Evidence, PlainInput } from '../intake/form.ts'
import { findSecret, maskSecrets } from '../intake/secrets.ts'
import type { Inbound } from './message.ts'
import type { Turn } from './turn.ts'

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

/** What a person said, apart from commands and buttons; plain JSON, so that it can wait in a prompt. */
export type Content = {
  /** As the intake takes it. */
  input: PlainInput
  text: string
  evidence: Evidence[]
  album?: string
  replyTo?: string
  /** The channel's ids of the messages it came in. */
  messages?: string[]
}

/** What the turn's messages hold, one after the other; nothing where somebody only joined. */
export function contentsOf({
  inbound,
  more,
  messages,
}: Pick<Turn, 'inbound' | 'more' | 'messages'>): Content[] {
  const ofMore = more.flatMap(({ message = [] }) => message)
  const first = messages.filter((id) => !ofMore.includes(id))
  return [inbound, ...more].flatMap((each, at) => {
    const content = contentOf(each)
    const ids = at === 0 ? first : messages.filter((id) => id === each.message)
    return content ? [{ ...content, messages: ids }] : []
  })
}

/** The contents as the intake takes them: their texts as one, then the files. */
export function inputOf(contents: readonly Content[]): Without<DialogueInput, 'id'> {
  const inputs = contents.map(({ input }) => input)
  const [only = { kind: 'unsupported', what: '' }, ...others] = inputs
  if (others.length === 0) return only
  const texts = inputs.flatMap((input) => (input.kind === 'text' ? [input.text] : []))
  const rest = inputs.filter(({ kind }) => kind !== 'text')
  const text = texts.length > 0 ? [{ kind: 'text' as const, text: texts.join('\n') }] : []
  return { kind: 'several', inputs: [...text, ...rest] }
}

/** The contents as one answer to a question. */
export function answerOf(contents: readonly [Content, ...Content[]]): Content {
  return {
    ...contents[0],
    text: contents
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n'),
    evidence: contents.flatMap(({ evidence }) => evidence),
  }
}

/** The content of an inbound message; null where there is none (somebody joined). */
export function contentOf({ body }: Inbound): Content | null {
  switch (body.kind) {
    case 'text':
      return {
        input: { kind: 'text', text: body.text },
        text: body.text,
        evidence: [],
        replyTo: body.replyTo,
      }
    case 'attachment': {
      const { what, file, caption, album, replyTo } = body
      const evidence = { what, file, caption }
      return {
        input: { kind: 'attachment', evidence, album },
        text: caption,
        evidence: [evidence],
        album,
        replyTo,
      }
    }
    case 'contact': {
      const { phone, own, name } = body
      return { input: { kind: 'contact', phone, own, ...(name && { name }) }, text: '', evidence: [] }
    }
    case 'unsupported':
      return { input: { kind: 'unsupported', what: body.what }, text: '', evidence: [] }
    default:
      return null
  }
}

/** The text without passwords, codes and identity numbers, and whether it held any. */
export function withoutSecrets(text: string): { text: string; secret: boolean } {
  return findSecret(text) === null ? { text, secret: false } : { text: maskSecrets(text), secret: true }
}
