import type { CommandMenu } from '../core/app/message.ts'
import type { Store } from '../core/app/ports.ts'
import { commands, type CommandRight } from '../core/staff/commands.ts'
import type { StaffWords } from '../core/text/id/staff.ts'

/** The menus a channel shows, from the one command table: requesters' in private chats, staff's in each bound group. */
export async function menusOf(store: Store, words: StaffWords): Promise<CommandMenu[]> {
  const groups = await store.transaction((tx) => tx.staff.groups())
  const menu = (...rights: CommandRight[]) =>
    commands
      .filter((command) => rights.includes(command.right))
      .map(({ name }) => ({ name, help: words.usage[name][1] }))
  return [
    { scope: 'private', commands: menu('requester') },
    ...groups.map(({ chat }): CommandMenu => ({
      scope: 'group',
      chat: chat.chat,
      commands: menu('staff', 'admin'),
    })),
  ]
}
