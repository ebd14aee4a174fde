import { commandOf, type CommandSpec } from './commands.ts'

/** A command as typed: its row in the table (null where no such command exists) and what follows the name. */
export type ParsedCommand = { spec: CommandSpec | null; typed: string; rest: string }

/**
 * Reads `/nama@bot sisa`. Null where the text is no command, or is meant for another bot. `bot` is the bot's own
 * username, without the @.
 */
export function parseCommand(text: string, bot: string): ParsedCommand | null {
  const match = /^\/([a-z0-9_]+)(?:@([a-z0-9_]+))?(?:\s+([\s\S]*))?$/i.exec(text.trim())
  if (!match) return null
  const [, typed = '', addressee, rest = ''] = match
  if (addressee !== undefined && addressee.toLowerCase() !== bot.toLowerCase()) return null
  return { spec: commandOf(typed), typed: typed.toLowerCase(), rest: rest.trim() }
}

/** Takes a leading ticket number off: `1042`, `#1042`, `TIK-1042`. The id is the number without its prefix. */
export function takeTicket(rest: string): { id: string | null; rest: string } {
  const match = /^(?:#|[a-z]{2,6}-)?(\d{4,18})(?=\s|$)\s*([\s\S]*)$/i.exec(rest)
  return match ? { id: match[1] ?? null, rest: (match[2] ?? '').trim() } : { id: null, rest }
}

/** Takes a leading `@nama` off; a mention by display name is found by its own text. */
export function takeMention(rest: string, names: string[]): { mentioned: string | null; rest: string } {
  const named = names.find((name) => rest.startsWith(name))
  if (named !== undefined) return { mentioned: named, rest: rest.slice(named.length).trim() }
  const match = /^(@[a-z0-9_]{3,32})(?=\s|$)\s*([\s\S]*)$/i.exec(rest)
  return match ? { mentioned: match[1] ?? null, rest: (match[2] ?? '').trim() } : { mentioned: null, rest }
}

/** Takes the longest leading label or id of the options off, in any case. */
export function takeOption(
  rest: string,
  options: { id: string; label: string }[],
): { id: string | null; rest: string } {
  const lower = rest.toLowerCase()
  const fits = options
    .flatMap(({ id, label }) =>
      [id, id.replaceAll('_', ' '), label].map((word) => ({ id, word: word.toLowerCase() })),
    )
    .filter(({ word }) => lower === word || lower.startsWith(`${word} `))
    .sort((a, b) => b.word.length - a.word.length)[0]
  return fits ? { id: fits.id, rest: rest.slice(fits.word.length).trim() } : { id: null, rest }
}
