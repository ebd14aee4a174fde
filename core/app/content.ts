import type { DialogueInput, Evidence } from '../intake/form.ts'
import { findSecret, maskSecrets } from '../intake/secrets.ts'
import type { Turn } from './turn.ts'

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

/** What a person said, apart from commands and buttons; plain JSON, so that it can wait in a prompt. */
export type Content = {
  /** As the intake takes it. */
  input: Without<DialogueInput, 'id'>
  text: string
  evidence: Evidence[]
  album?: string
  replyTo?: string
}

/** The content of an inbound message; null where there is none (somebody joined). */
export function contentOf({ inbound }: Turn): Content | null {
  const { body } = inbound
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
    case 'contact':
      return { input: { kind: 'contact', phone: body.phone, own: body.own }, text: '', evidence: [] }
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
