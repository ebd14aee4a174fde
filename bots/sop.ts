import { Command, CommanderError } from 'commander'
import { sopMermaid } from '../core/report/sop-mermaid.ts'
import { sopFindings, sopSheet } from '../core/report/sop-sheet.ts'
import { profileWords } from '../core/text/id/profile.ts'
import { sopWords } from '../core/text/id/sop.ts'
import { loadProfile } from './profiles.ts'

/** `npm run` moves to the project's folder; a file is named from where the command was typed. */
const typedIn = process.env['INIT_CWD'] ?? process.cwd()

/** Whether the office's SOP can be used: everything wrong with it, or what it holds and what is yet to be confirmed. */
function check(file: string): void {
  const loaded = loadProfile(file, typedIn)
  if (!loaded.ok) return refuse(loaded.problems)
  const findings = sopFindings(loaded.profile, sopWords, profileWords.place)
  console.log([findings, '', sopWords.check.next(file)].join('\n'))
}

/** The SOP to be held against the paper one. */
function show(sop: string, { mermaid }: { mermaid?: boolean }): void {
  const loaded = loadProfile(sop, typedIn)
  if (!loaded.ok) return refuse(loaded.problems)
  const { profile } = loaded
  console.log(mermaid ? sopMermaid(profile, sopWords) : sopSheet(profile, sopWords, profileWords.place))
}

function refuse(problems: readonly string[]): void {
  const { check: w } = sopWords
  const numbered = problems.map((problem, at) => `${at + 1}. ${problem}`)
  console.error([w.failed(problems.length), ...numbered, w.mended].join('\n'))
  process.exitCode = 1
}

/** Commander reads the line; what it would say in English is said by the usage. */
function commandLine(): Command {
  const program = new Command('sop')
  const quiet = { writeErr: () => {} }
  for (const command of [
    program,
    program.command('check').argument('<file>').action(check),
    program.command('show').argument('<sop>').option('--mermaid').action(show),
  ]) {
    command.exitOverride().configureOutput(quiet).helpCommand(false)
    command.configureHelp({ formatHelp: () => `${sopWords.usage}\n` })
  }
  return program
}

try {
  commandLine().parse()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  if (error.exitCode !== 0) console.error([sopWords.misused, '', sopWords.usage].join('\n'))
  process.exitCode = error.exitCode
}
