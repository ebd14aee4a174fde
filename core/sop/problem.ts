/** What can be wrong with a profile. Each has its sentence in the catalogue. */
export type ProblemCode =
  | 'not-a-profile'
  | 'missing'
  | 'unknown-word'
  | 'wrong-kind'
  | 'empty'
  | 'bad-id'
  | 'long-id'
  | 'reserved-id'
  | 'bad-prefix'
  | 'bad-choice'
  | 'command-or-event'
  | 'schema'
  | 'bad-zone'
  | 'bad-duration'
  | 'bad-span'
  | 'duplicate-id'
  | 'duplicate-command'
  | 'duplicate-event'
  | 'unknown-role'
  | 'unknown-unit'
  | 'unknown-input'
  | 'unknown-field'
  | 'unknown-option'
  | 'unknown-outcome'
  | 'unknown-step'
  | 'unknown-command'
  | 'unknown-placeholder'
  | 'to-nowhere'
  | 'nobody-above'
  | 'nobody-to-choose'
  | 'event-with-needs'
  | 'command-needed'
  | 'no-letter'
  | 'out-of-place'
  | 'never-asked'
  | 'warned-too-late'
  | 'nobody-silent'
  | 'needs-somebody'
  | 'no-requester'
  | 'many-requesters'
  | 'no-first-level'
  | 'many-first-levels'
  | 'not-staff'
  | 'above-circle'
  | 'no-units'
  | 'no-options'
  | 'no-channel'
  | 'field-kind-count'
  | 'field-not-required'
  | 'field-twice'
  | 'unreachable-step'
  | 'event-circle'
  | 'no-end'

/**
 * One thing wrong. `where` is the way to it in the profile's own words, list entries by their id (or `#2`, the second,
 * where they have none): `['steps', '5', 'outcomes', 'eskalasi', 'to']`. `detail` is what stands there, `known` what
 * could stand there instead.
 */
export type ProfileProblem = { where: string[]; code: ProblemCode; detail: string; known: string[] }

/** A problem, with the rarely needed parts left empty. */
export function problem(
  code: ProblemCode,
  where: string[],
  detail = '',
  known: Iterable<string> = [],
): ProfileProblem {
  return { where, code, detail, known: [...known] }
}
