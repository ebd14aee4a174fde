import { stepOf, type InputSpec } from '../sop/sop.ts'
import type { CommandSpec } from '../staff/commands.ts'
import { takeOption } from '../staff/parse.ts'
import { openRun, priorities, secrecies } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import { takePerson } from './named.ts'
import type { Pending, RawInputs } from './pending.ts'
import type { TicketFile } from './ports.ts'
import { respond, type PersonTurn } from './turn.ts'
import { readRecall, recallProblem } from './typed.ts'

/** A command as a pending act, with what was already typed after it. */
export type Planned = { pending: Pending; raw: RawInputs }

/** Reads what follows a command that acts on a ticket; null when the sender has been told what is wrong with it. */
export async function planOf(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  spec: CommandSpec,
  rest: string,
): Promise<Planned | null> {
  const text: RawInputs = rest === '' ? {} : { text: { text: rest } }
  switch (spec.name) {
    case 'ambil':
      return { pending: { kind: 'claim' }, raw: {} }
    case 'kembalikan':
      return { pending: { kind: 'release' }, raw: {} }
    case 'lanjut':
      return { pending: { kind: 'resume' }, raw: {} }
    case 'tunggu':
      return { pending: { kind: 'pause' }, raw: text }
    case 'ingatkan':
      return recallOf(turn, office, rest)
    case 'balas':
      return { pending: { kind: 'answer' }, raw: text }
    case 'memo':
      return { pending: { kind: 'note' }, raw: text }
    case 'bukakembali':
      return { pending: { kind: 'reopen' }, raw: text }
    case 'pindah':
      return { pending: { kind: 'exit' }, raw: text }
    case 'prioritas': {
      const options = priorities.map((id) => ({ id, label: turn.app.words.staff.priorities[id] }))
      const { id } = takeOption(rest, options)
      return { pending: { kind: 'prioritise' }, raw: id === null ? {} : { choice: { choice: id } } }
    }
    default:
      return outcomeOf(turn, office, file, spec, rest)
  }
}

/** `/ingatkan NO WAKTU alasan`; what begins with no time is the reason, and the time is asked for. */
function recallOf(turn: PersonTurn, { service }: Office, rest: string): Planned | null {
  const pending = { kind: 'recall' as const }
  if (rest === '') return { pending, raw: {} }
  const read = readRecall(rest, service, turn.now, turn.app.words)
  if (read === 'unreadable') return { pending, raw: { text: { text: rest } } }
  if (typeof read === 'string') {
    respond(turn, recallProblem(turn.app.words, read))
    return null
  }
  const reason: RawInputs = read.rest === '' ? {} : { text: { text: read.rest } }
  return { pending, raw: { when: { choice: read.at.toISOString() }, ...reason } }
}

/** A command that chooses an outcome of the open row; words after it fill the outcome's inputs in order. */
async function outcomeOf(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  spec: CommandSpec,
  typed: string,
): Promise<Planned | null> {
  const run = openRun(file.ticket)
  const outcome = run
    ? stepOf(office.profile, run.step).outcomes.find((o) => o.command === spec.name)
    : undefined
  const needs = outcome?.needs.map((id) => ({ id, spec: office.profile.inputs[id] })) ?? []
  const raw: RawInputs = {}
  let rest = typed
  const named = await takePerson(turn, rest)
  if (named && !named.person) {
    respond(turn, turn.app.words.staff.refusals.unknownPerson(named.typed))
    return null
  }
  const person = named?.person
  if (named) rest = named.rest
  for (const { id, spec: input } of needs.toSorted((a, b) => Number(isText(a)) - Number(isText(b)))) {
    if (input?.kind === 'staff' && person) raw[id] = { staff: person.id }
    const options = input ? optionsOf(turn, office, input) : null
    const taken = options && takeOption(rest, options)
    if (taken?.id) {
      raw[id] = input?.kind === 'unit' ? { unit: taken.id } : { choice: taken.id }
      rest = taken.rest
    }
    if (input?.kind === 'text' && rest !== '') {
      raw[id] = { text: rest }
      rest = ''
    }
  }
  if (!outcome && spec.name === 'disposisi' && person)
    return { pending: { kind: 'assign' }, raw: { staff: { staff: person.id } } }
  if (!outcome && spec.name === 'klasifikasi') {
    const { id } = takeOption(rest, office.profile.categories)
    const chosen: RawInputs = id === null ? {} : { choice: { choice: id } }
    return { pending: { kind: 'reclassify' }, raw: chosen }
  }
  return { pending: { kind: 'outcome', choice: { command: spec.name } }, raw }
}

/** What may be named in a word or two; free text takes what is left. */
function optionsOf(turn: PersonTurn, { profile }: Office, input: InputSpec): Option[] | null {
  const w = turn.app.words
  switch (input.kind) {
    case 'unit':
      return Object.entries(profile.units).map(([id, label]) => ({ id, label }))
    case 'choice':
      return input.options ?? []
    case 'priority':
      return priorities.map((id) => ({ id, label: w.staff.priorities[id] }))
    case 'secrecy':
      return secrecies.map((id) => ({ id, label: w.notices.secrecies[id] }))
    default:
      return null
  }
}

type Option = { id: string; label: string }

function isText({ spec }: { spec?: InputSpec }): boolean {
  return spec?.kind === 'text'
}
