import type { RunRef } from '../ticket/commands.ts'

/**
 * What a button carries, within Telegram's 64 bytes. A button names the run it was shown for, so that one pressed too
 * late is known to be stale; what it may do is decided anew at every press, so a forged one gains nothing.
 */
export type Press =
  | { kind: 'draft'; draft: string; value: string }
  | { kind: 'service'; service: string }
  | { kind: 'mine'; ticket: string; act: MineAct }
  | { kind: 'new' }
  | { kind: 'row'; ticket: string; at: RunRef; act: RowAct }
  | { kind: 'prompt'; prompt: string; value: string }
  | { kind: 'open'; ticket: string }
  | { kind: 'paper'; ticket: string; paper: string }
  | { kind: 'answer-linked'; ticket: string }
  /** What is late of a service. */
  | { kind: 'late'; service: string }

/** What a requester may do with the own ticket. */
type MineAct = (typeof mineActs)[number]
const mineActs = ['yes', 'no', 'show', 'place', 'complete', 'rate1', 'rate2', 'rate3', 'rate4'] as const

/** What may be done from a card: an outcome of the row, or one of the acts every row knows. */
export type RowAct = { outcome: string } | (typeof rowActs)[number]

const rowActs = ['claim', 'release', 'pause', 'resume', 'note', 'complete', 'recall'] as const

/** The text a button carries. */
export function encodePress(press: Press): string {
  switch (press.kind) {
    case 'draft':
      return `d:${press.draft}:${press.value}`
    case 'service':
      return `v:${press.service}`
    case 'mine':
      return `m:${press.ticket}:${press.act}`
    case 'new':
      return 'n'
    case 'row': {
      const act = typeof press.act === 'string' ? press.act : `=${press.act.outcome}`
      return `r:${press.ticket}:${press.at.step}:${press.at.run}:${act}`
    }
    case 'prompt':
      return `p:${press.prompt}:${press.value}`
    case 'open':
      return `o:${press.ticket}`
    case 'paper':
      return `c:${press.ticket}:${press.paper}`
    case 'answer-linked':
      return `l:${press.ticket}`
    case 'late':
      return `t:${press.service}`
  }
}

/** What a button's text means, or null where it is none of ours. */
export function decodePress(data: string): Press | null {
  const [tag, first = '', ...more] = data.split(':')
  const rest = more.join(':')
  switch (tag) {
    case 'd':
      return { kind: 'draft', draft: first, value: rest }
    case 'v':
      return { kind: 'service', service: first }
    case 'm': {
      const act = mineActs.find((name) => name === rest)
      return act ? { kind: 'mine', ticket: first, act } : null
    }
    case 'n':
      return { kind: 'new' }
    case 'r':
      return decodeRow(first, more)
    case 'p':
      return { kind: 'prompt', prompt: first, value: rest }
    case 'o':
      return { kind: 'open', ticket: first }
    case 'c':
      return { kind: 'paper', ticket: first, paper: rest }
    case 'l':
      return { kind: 'answer-linked', ticket: first }
    case 't':
      return { kind: 'late', service: first }
    default:
      return null
  }
}

function decodeRow(ticket: string, [step = '', run = '', act = '']: string[]): Press | null {
  const at = { step, run: Number(run) }
  if (!Number.isInteger(at.run)) return null
  if (act.startsWith('=')) return { kind: 'row', ticket, at, act: { outcome: act.slice(1) } }
  const known = rowActs.find((name) => name === act)
  return known ? { kind: 'row', ticket, at, act: known } : null
}
