import type { Button } from '../app/message.ts'
import { pressOf, type Choice, type Question } from './choices.ts'
import type { Context } from './dialogue.ts'
import type { DialogueEffect, Draft } from './form.ts'

/** The message that asks the question, after what there is to say first; `ask` replaces the question's own text. */
export function askMessage(
  ctx: Context,
  draft: Draft,
  question: Question,
  notes: string[],
  ask = question.text,
): DialogueEffect {
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  const asksContact =
    field?.kind === 'phone' &&
    draft.phase === 'asking' &&
    !draft.forColleague &&
    !ctx.officer &&
    ctx.channel.buttons &&
    question.choices.length === 0
  const text = [...notes, withMenu(ctx, question, ask)].filter(Boolean).join('\n\n')
  return {
    kind: 'say',
    text,
    ...(ctx.channel.buttons && question.choices.length > 0 && { buttons: rowsOf(draft, question.choices) }),
    ...(asksContact && { asksContact: ctx.words.shareContact }),
    ...(!ctx.channel.buttons && { asksWords: true }),
  }
}

/** Offers have a row each, options share one by two, actions stand together. */
function rowsOf(draft: Draft, choices: Choice[]): Button[][] {
  const rows: Choice[][] = []
  for (const choice of choices) {
    const last = rows.at(-1)
    const room = { offer: 1, option: 2, action: 3 }[choice.row]
    if (last && last[0]?.row === choice.row && last.length < room) last.push(choice)
    else rows.push([choice])
  }
  return rows.map((row) => row.map((choice) => ({ label: choice.label, press: pressOf(draft, choice) })))
}

/** Where there are no buttons, the choices follow the question with their numbers. */
function withMenu(ctx: Context, question: Question, ask: string): string {
  if (ctx.channel.buttons || question.choices.length === 0) return ask
  const menu = question.choices.map((choice, index) => `${index + 1} ${choice.label}`).join(' · ')
  if (question.mode === 'pick') return `${ask} ${menu}. ${ctx.words.replyNumber}`
  if (question.mode === 'write') return `${ask}\n${ctx.words.numberOrAnswer(menu)}`
  return ask.includes('\n') ? `${ask}\n\n${menu}` : `${ask} ${menu}`
}
