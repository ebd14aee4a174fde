import type { DialogueContext, Seed } from '../../../core/intake/dialogue.ts'
import { begin, step } from '../../../core/intake/dialogue.ts'
import type { DialogueEffect, DialogueInput, Draft, Evidence } from '../../../core/intake/form.ts'

export const now = new Date('2026-10-14T02:00:00Z')

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
/** A text, or an input without its id: the conversation numbers them. */
type Said = string | Without<DialogueInput, 'id'>

export const press = (value: string): Said => ({ kind: 'press', value })
export const sent = (what: Evidence['what'], caption = '', album?: string): Said => ({
  kind: 'attachment',
  evidence: { what, file: { channel: 'telegram', id: 'f', unique: 'f' }, caption },
  ...(album !== undefined && { album }),
})

/** A dialogue as a test talks to it: say something, then look at the last message and the draft. */
type Conversation = {
  say(...said: Said[]): Conversation
  /** Presses the button of that label under the last message. */
  tap(label: string): Conversation
  draft: Draft
  effects: DialogueEffect[]
  /** The text of the last effects' message. */
  text: string
  /** The labels of its buttons, a row a line. */
  buttons: string[]
}

/** Begins a conversation; what the world tells of it (`ctx`) may be another at each step. */
export function talk(
  given: DialogueContext | (() => DialogueContext),
  first: Said | null,
  id = '42',
  seed: Partial<Seed> = {},
): Conversation {
  const ctx = typeof given === 'function' ? given : () => given
  let count = 0
  const numbered = (said: Said): DialogueInput =>
    ({
      id: `i${(count += 1)}`,
      ...(typeof said === 'string' ? { kind: 'text', text: said } : said),
    }) as DialogueInput
  const input = first === null ? null : numbered(first)
  let [draft, effects] = begin(ctx(), { id, owner: 'telegram:7', input, ...seed }, now)
  const message = () => effects.find((effect) => effect.kind === 'say')
  const conversation: Conversation = {
    say(...all) {
      for (const said of all) [draft, effects] = step(ctx(), draft, numbered(said), now)
      return conversation
    },
    tap(label) {
      const button = message()
        ?.buttons?.flat()
        .find((b) => b.label === label)
      if (!button) throw new Error(`no button ${label} in: ${conversation.buttons.join(' / ')}`)
      return conversation.say(press(button.press.replace(`d:${id}:`, '')))
    },
    get draft() {
      return draft
    },
    get effects() {
      return effects
    },
    get text() {
      return message()?.text ?? ''
    },
    get buttons() {
      return (message()?.buttons ?? []).map((row) => row.map((b) => b.label).join(' | '))
    },
  }
  return conversation
}
