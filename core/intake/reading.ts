import { choiceNamed } from './choices.ts'
import { plain, usefulLength } from './clean.ts'
import type { Context } from './dialogue.ts'
import { dateBeside, fieldCalled, findMentions, problemIn, readBlock } from './extract.ts'
import { checkField, textLengthMax } from './fields.ts'
import type { Draft, FormField } from './form.ts'
import { readNumber } from './number.ts'
import { advance, answerField, editField, propose, withAnswers } from './progress.ts'
import { askOf, questionOf } from './question.ts'
import { asksProgress, isGreeting, isQuestion, isThanks } from './recognise.ts'
import type { Turn } from './turn.ts'
import { callAgent, cancel, performAct, refuse, startChange } from './turn.ts'

/**
 * What a text does at the draft's question. It is, in this order: a word that works everywhere, a choice that was
 * offered, small talk, a pasted block, a word about the question itself, or the answer. `text` is clean.
 */
export function readText(ctx: Context, draft: Draft, text: string): Turn {
  if (text === '') return refuse(ctx, draft, 'empty')
  if (text.length > textLengthMax) return refuse(ctx, draft, 'too-long')
  const command = readCommand(ctx, draft, text)
  if (command) return command
  const choice = choiceNamed(ctx, questionOf(ctx, draft), text)
  if (choice) return performAct(ctx, draft, choice.act)
  if (isThanks(text, ctx.words)) return { draft, notes: [ctx.words.welcome] }
  if (isGreeting(text, ctx.words)) return { draft, notes: [ctx.words.helloAgain] }
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  const atProblem = field?.kind === 'problem'
  const block = atProblem ? null : takeBlock(ctx, draft, text)
  if (block) return block
  if (!field) {
    const asked = isQuestion(text, ctx.words)
    return { draft, notes: [asked ? ctx.words.aboutQuestions : ctx.words.notUnderstood] }
  }
  return atProblem ? readProblem(ctx, draft, field, text) : readAnswer(ctx, draft, field, text)
}

/** Words that work at every question, in any case, with or without a slash or the bot's name. */
function readCommand(ctx: Context, draft: Draft, text: string): Turn | null {
  const { words } = ctx
  const said = plain(text.replace(/^(\/\w+)@\w+/, '$1'))
  const is = (known: string[]) => known.includes(said)
  if (is(words.recognised.cancel)) return cancel(ctx, draft)
  if (!ctx.officer && is(words.recognised.agent)) return callAgent(ctx, draft)
  if (!ctx.officer && is(words.recognised.status)) return { draft, effects: [{ kind: 'show-status' }] }
  if (is(words.recognised.help)) {
    const field = ctx.form.fields.find((f) => f.id === draft.field)
    return { draft, notes: [field ? words.help(field.kind) : words.helpMenu] }
  }
  if (is(words.recognised.change)) {
    // At the confirmation, "ubah" is one of the choices offered.
    return draft.phase === 'confirming' ? performAct(ctx, draft, { kind: 'change' }) : startChange(ctx, draft)
  }
  const verb = words.recognised.change.find((change) => said.startsWith(`${change} `))
  const named = verb === undefined ? null : fieldCalled(said.slice(verb.length), ctx.form, words)
  const isSettled = named && (draft.answers[named.id] || draft.skipped.includes(named.id))
  if (isSettled) return { draft: editField(draft, named.id) }
  // What is no word of the dialogue's may be an officer's answer, but not with a slash.
  return ctx.officer && text.startsWith('/') ? { draft, notes: [words.notAnAnswer('command')] } : null
}

/** A block of labelled answers, pasted at any question: takes what is valid and asks on. */
function takeBlock(ctx: Context, draft: Draft, text: string): Turn | null {
  const block = readBlock(text, ctx)
  const isBlock = block.labels > 1 || (block.labels === 1 && block.leads)
  const proposed = { ...problemIn(block.problem, ctx), ...block.proposed }
  const isEmpty = Object.keys({ ...block.answers, ...proposed }).length === 0
  if (!isBlock || isEmpty) return null
  const next = propose(withAnswers(draft, block.answers), proposed)
  const isAnswered = draft.field === null || next.answers[draft.field] !== draft.answers[draft.field]
  return { draft: isAnswered ? advance(ctx, next) : next, notes: [ctx.words.partsKept] }
}

/** The problem as it was told, with whatever else the message holds. A short one is asked about once, then taken. */
function readProblem(ctx: Context, draft: Draft, field: FormField, text: string): Turn {
  if (ctx.hasOpenTickets && asksProgress(text, ctx.words))
    return { draft, effects: [{ kind: 'show-status' }], notes: [] }
  const block = readBlock(text, ctx)
  const rest = isGreeting(block.rest, ctx.words) ? '' : block.rest
  const told = [rest, block.problem].filter(Boolean).join('\n')
  const next = propose(withAnswers(draft, block.answers), block.proposed)
  if (told === '' && block.labels > 0) return { draft: next, notes: [ctx.words.partsKept] }
  const found = propose(next, findMentions(told, ctx))
  const earlier = draft.suggested[0]?.answer.value
  const first = earlier === undefined || earlier === ctx.words.attachedProblem ? '' : earlier
  const problem = first === '' || plain(first) === plain(told) ? told : `${first}\n${told}`
  const checked = checkField(field, problem, ctx)
  if (checked.ok === false) return refuse(ctx, next, checked.problem)
  if (checked.ok === 'unsure' && earlier === undefined)
    return { draft: { ...found, suggested: checked.suggested } }
  return { draft: answerField(ctx, found, field.id, { value: problem, shown: problem }) }
}

/** An answer to any other question, or what people write in place of one. */
function readAnswer(ctx: Context, draft: Draft, field: FormField, text: string): Turn {
  const { words } = ctx
  const said = plain(text)
  const isDash = usefulLength(text) === 0 && /^[-–—._]+$/.test(text)
  if (isDash || words.recognised.skip.includes(said)) {
    const skip = questionOf(ctx, draft).choices.find((c) => ['skip', 'finish-evidence'].includes(c.act.kind))
    return skip ? performAct(ctx, draft, skip.act) : { draft, notes: [words.needed] }
  }
  if (words.recognised.no.includes(said))
    return { draft: { ...draft, suggested: [] }, ask: words.writeInstead(askOf(ctx, draft, field)) }
  // Free text takes anything, so a question must be recognised before it becomes somebody's post.
  const asked = isQuestion(text, words)
  const takesAnything = ['text', 'agency', 'name', 'requester'].includes(field.kind)
  if (asked && takesAnything) return { draft, notes: [words.aboutQuestions] }
  // Where choices are numbers, a number that is none of them is no post either.
  const isNumber = readNumber(text, words) !== null && questionOf(ctx, draft).choices.length > 0
  if (isNumber && takesAnything && !ctx.channel.buttons) return refuse(ctx, draft, 'not-an-option')
  const checked = checkField(field, text, ctx)
  const beside = field.kind === 'letter-number' ? propose(draft, dateBeside(text, ctx)) : draft
  if (checked.ok === true) return { draft: answerField(ctx, beside, field.id, checked.answer) }
  if (checked.ok === 'unsure') return { draft: { ...draft, suggested: checked.suggested } }
  return asked ? { draft, notes: [words.aboutQuestions] } : refuse(ctx, draft, checked.problem)
}
