import type { CommandMenu } from '../app/message.ts'
import type { StaffWords } from '../text/id/staff.ts'
import { commands, type CommandRight } from './commands.ts'

/** The menu a channel shows, from the one command table: staff's in a bound group, requesters' in private chats (null). */
export function menuFor(group: string | null, words: StaffWords): CommandMenu {
  const rights: CommandRight[] = group === null ? ['requester'] : ['staff', 'admin']
  const shown = commands
    .filter((command) => rights.includes(command.right))
    .map(({ name }) => ({ name, help: words.usage[name][1] }))
  return group === null
    ? { scope: 'private', commands: shown }
    : { scope: 'group', chat: group, commands: shown }
}
