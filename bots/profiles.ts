import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LineCounter, parseDocument } from 'yaml'
import { checkProfile } from '../core/sop/check.ts'
import type { Profile } from '../core/sop/sop.ts'
import { profileWords, type ProfileWords } from '../core/text/id/profile.ts'

/** A profile ready to run, or everything wrong with it in words the office can act on. */
export type LoadedProfile = { ok: true; profile: Profile; hash: string } | { ok: false; problems: string[] }

const shippedDir = fileURLToPath(new URL('../core/sop/profiles/', import.meta.url))

/** The ids of the SOPs that come with the program. */
export function shippedProfiles(): string[] {
  return readdirSync(shippedDir)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort()
}

/**
 * Loads a shipped profile by its id, or the office's own from a YAML file; a relative path starts at `from`, the
 * folder of whatever names it.
 */
export function loadProfile(
  idOrPath: string,
  from = process.cwd(),
  words: ProfileWords = profileWords,
): LoadedProfile {
  const shipped = shippedProfiles()
  const isPath = /[./\\]/.test(idOrPath)
  if (!isPath && !shipped.includes(idOrPath)) return failed(words.unknownProfile(idOrPath, shipped))
  const path = isPath ? resolve(from, idOrPath) : resolve(shippedDir, `${idOrPath}.yaml`)
  const text = readText(path)
  return text === null ? failed(words.unreadableFile(path)) : readProfile(text, path, words)
}

/** The sha256 (hex) of a profile's canonical JSON: the same for the same meaning, however the YAML is laid out. */
export function profileHash(profile: Profile): string {
  return createHash('sha256').update(canonicalJson(profile)).digest('hex')
}

function readProfile(text: string, path: string, words: ProfileWords): LoadedProfile {
  const yaml = parseYaml(text)
  if ('slips' in yaml) return failed(...yaml.slips.map(({ line, col }) => words.badYaml(path, line, col)))
  const checked = checkProfile(yaml.value)
  if (!checked.ok) return failed(...checked.problems.map(words.problem))
  return { ok: true, profile: checked.profile, hash: profileHash(checked.profile) }
}

type Slip = { line: number; col: number }

/** A profile holds words only: `to: 5` names the step "5", so that a clerk need not know of quotes. */
function parseYaml(text: string): { value: unknown } | { slips: Slip[] } {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter,
    logLevel: 'silent',
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag)),
  })
  if (document.errors.length > 0)
    return { slips: document.errors.map((error) => lineCounter.linePos(error.pos[0])) }
  try {
    return { value: document.toJS() }
  } catch {
    return { slips: [{ line: 1, col: 1 }] } // an alias to nothing, or a bomb of them: yaml names no place
  }
}

function failed(...problems: string[]): LoadedProfile {
  return { ok: false, problems }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
