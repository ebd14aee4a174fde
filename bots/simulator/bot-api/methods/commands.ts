import type { BotCommand, BotCommandScope } from 'grammy/types'
import { readObject, readText, type Args } from '../args.ts'
import { findRoom } from '../chats.ts'
import type { Core } from '../core.ts'
import { badRequest } from '../errors.ts'

const COMMANDS_MAX = 100
const DESCRIPTION_MAX = 256

/** setMyCommands */
export function setMyCommands(core: Core, args: Args): true {
  const commands = readObject<BotCommand[]>(args, 'commands')
  if (!Array.isArray(commands)) throw badRequest("can't parse commands JSON object")
  if (commands.length > COMMANDS_MAX) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
    if (description.trim() === '' || description.length > DESCRIPTION_MAX) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    }
  }
  return store(core, readScope(core, args), commands)
}

/** getMyCommands */
export function getMyCommands(core: Core, args: Args): BotCommand[] {
  return core.state.commands.get(readScope(core, args)) ?? []
}

/** deleteMyCommands */
export function deleteMyCommands(core: Core, args: Args): true {
  return store(core, readScope(core, args), [])
}

function store(core: Core, scope: string, commands: BotCommand[]): true {
  if (commands.length === 0) core.state.commands.delete(scope)
  else core.state.commands.set(scope, commands)
  core.emit({ kind: 'commands-set', scope, commands })
  return true
}

/** A scope as the key of its list: `default`, `all_group_chats`, `chat:-100…`, `chat_member:-100…:42`, then `/id`. */
function readScope(core: Core, args: Args): string {
  const scope = readObject<BotCommandScope>(args, 'scope') ?? { type: 'default' }
  const parts: (string | number)[] = [scope.type]
  if ('chat_id' in scope) {
    parts.push(findRoom(core, { values: { chat_id: scope.chat_id }, uploads: new Map() }).id)
  }
  if ('user_id' in scope) parts.push(scope.user_id)
  const language = readText(args, 'language_code')
  return language === '' ? parts.join(':') : `${parts.join(':')}/${language}`
}
