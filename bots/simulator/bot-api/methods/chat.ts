import type { ChatMember, UserFromGetMe } from 'grammy/types'
import { readInteger, type Args } from '../args.ts'
import { botUser, chatMemberOf, chatOf, findRoom, findUser } from '../chats.ts'
import type { Core } from '../core.ts'
import { badRequest } from '../errors.ts'

/** getMe */
export function getMe(core: Core): UserFromGetMe {
  const { username, privacyMode } = core.state.bot
  return {
    ...botUser(core),
    is_bot: true,
    username,
    can_join_groups: true,
    can_read_all_group_messages: !privacyMode,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }
}

/** getChat: the fields that hold for every chat of the kind. */
export function getChat(core: Core, args: Args): object {
  const room = findRoom(core, args)
  const pinned = room.messages.get(room.pinned.at(-1) ?? 0)
  const full = { ...chatOf(core, room), accent_color_id: 0, max_reaction_count: 11 }
  return pinned === undefined ? full : { ...full, pinned_message: pinned }
}

/** getChatMember: someone who never was in the group has left it; an unknown user is an error. */
export function getChatMember(core: Core, args: Args): ChatMember {
  const room = findRoom(core, args)
  const id = readInteger(args, 'user_id')
  if (id === undefined) throw badRequest('invalid user_id specified')
  const user = findUser(core, id)
  if (user === undefined) throw badRequest('user not found')
  return chatMemberOf(user, room.members.get(id))
}

/** getChatAdministrators */
export function getChatAdministrators(core: Core, args: Args): ChatMember[] {
  const room = findRoom(core, args)
  if (room.type === 'private') throw badRequest('there are no administrators in the private chat')
  return [...room.members.values()]
    .filter((member) => member.status === 'creator' || member.status === 'administrator')
    .flatMap((member) => {
      const user = findUser(core, member.userId)
      return user === undefined ? [] : [chatMemberOf(user, member)]
    })
}
