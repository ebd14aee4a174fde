import type { InputSpec } from '../sop/sop.ts'
import type { Office } from './act.ts'
import type { Content } from './content.ts'
import { readDate } from '../intake/dates.ts'
import { readLater, type NoLater } from '../staff/later.ts'
import type { Words } from '../text/words.ts'
import type { Service } from './desk.ts'
import type { RawInput, RawInputs } from './pending.ts'
import type { PersonTurn } from './turn.ts'

/** The press and the word that end a list of files, or tick everything. */
export const finish = 'selesai'
export const everything = 'semua'

/**
 * An answer read (`also`: with what else it told), or the question once more: `again` says why, and `value` is what has come so far; `silent` where the
 * question has just been put.
 */
type Read = { value: RawInput | null; also?: RawInputs; again?: string; silent?: boolean }

/** Reads an answer to the question for an input, by the input's kind; `before` is what has come for it already. */
export function typedInput(
  turn: PersonTurn,
  { profile, service }: Office,
  asking: string,
  answer: Content | { pick: string },
  before: RawInput | undefined,
): Read {
  const w = turn.app.words.staff.ask
  const spec: InputSpec | undefined = profile.inputs[asking]
  if (!spec && asking === 'when') return readWhen(turn, service, answer)
  const kind = spec?.kind ?? (asking === 'staff' ? 'staff' : null)
  switch (kind) {
    case 'checklist':
      return readChecklist(spec?.options ?? [], answer, w.checklistAgain)
    case 'evidence':
      return readFiles(turn, answer, before)
    case 'date': {
      const given = { now: turn.now, zone: service.zone, words: turn.app.words.intake }
      const date = 'pick' in answer ? null : (readDate(answer.text, given)?.toISODate() ?? null)
      return date === null ? { value: null, again: w.dateAgain } : { value: { date } }
    }
    case 'unit':
      return 'pick' in answer ? { value: { unit: answer.pick } } : { value: null, again: w.pickAgain }
    case 'staff':
      return 'pick' in answer ? { value: { staff: answer.pick } } : { value: null, again: w.pickAgain }
    case 'text':
      return readText(answer)
    default:
      return 'pick' in answer ? { value: { choice: answer.pick } } : readText(answer)
  }
}

function readText(answer: Content | { pick: string }): Read {
  if ('pick' in answer || (answer.text === '' && answer.evidence.length === 0)) return { value: null }
  return { value: { text: answer.text, evidence: answer.evidence } }
}

/** When to be reminded, and why where that was told with it. */
function readWhen({ app, now }: PersonTurn, service: Service, answer: Content | { pick: string }): Read {
  const w = app.words.recall
  const chosen =
    'pick' in answer
      ? (Object.entries(w.optionTexts).find(([id]) => id === answer.pick)?.[1] ?? '')
      : answer.text
  const read = readRecall(chosen, service, now, app.words)
  if (typeof read === 'string') return { value: null, again: recallProblem(app.words, read) }
  const also: RawInputs = read.rest === '' ? {} : { text: { text: read.rest } }
  return { value: { choice: read.at.toISOString() }, also }
}

/** Nobody remembers why they wished for more. */
const recallMaxMs = 90 * 24 * 3_600_000

type NoRecall = NoLater | 'too-far'

/** When somebody wishes to be reminded, and the reason that follows. */
export function readRecall(
  text: string,
  { zone, calendar }: Service,
  now: Date,
  words: Words,
): { at: Date; rest: string } | NoRecall {
  const read = readLater(text, { now, zone, calendar, words })
  return typeof read !== 'string' && read.at.getTime() - now.getTime() > recallMaxMs ? 'too-far' : read
}

/** Why a text names no moment to be reminded at. */
export function recallProblem({ recall }: Words, problem: NoRecall): string {
  const { unreadable, past, noDay, tooFar } = recall
  return { unreadable, past, 'no-day': noDay, 'too-far': tooFar }[problem]
}

/** "1, 3 dan 4", "semua". */
function readChecklist(
  options: readonly { id: string }[],
  answer: Content | { pick: string },
  again: string,
): Read {
  const said = ('pick' in answer ? answer.pick : answer.text).toLowerCase()
  if (said.trim() === everything) return { value: { checked: options.map(({ id }) => id) } }
  const rest = said.replace(/\d+|dan|[\s,.&;]+/g, '')
  const numbers = [...new Set(said.match(/\d+/g)?.map(Number))].sort((a, b) => a - b)
  const checked = numbers.map((number) => options[number - 1]?.id)
  const isRead = rest === '' && checked.length > 0 && !checked.includes(undefined)
  return isRead ? { value: { checked: checked.filter((id) => id !== undefined) } } : { value: null, again }
}

/** Files come one after another, an album as several messages, until the word that ends them. */
function readFiles(turn: PersonTurn, answer: Content | { pick: string }, before: RawInput | undefined): Read {
  const w = turn.app.words.staff.ask
  const files = before && 'files' in before ? before.files : []
  if ('pick' in answer) return { value: { files } }
  if (answer.evidence.length > 0) {
    const isFollowing = answer.album !== undefined && files.length > 0
    return { value: { files: [...files, ...answer.evidence] }, again: w.filesSoFar, silent: isFollowing }
  }
  const isFinished = turn.app.words.intake.recognised.finish.includes(answer.text.trim().toLowerCase())
  return isFinished ? { value: { files } } : { value: { files }, again: w.fileWanted }
}
