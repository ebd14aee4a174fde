import type { Chat, ChatMember, User } from 'grammy/types'
import { readText, type Args } from './args.ts'
import { unixNow, type Core } from './core.ts'
import { badRequest, forbidden } from './errors.ts'
import { NO_RIGHTS, type AdminRights, type Member, type Room } from './state.ts'

/** The chat as it appears inside messages and updates. */
export function chatOf(core: Core, room: Room): Chat {
  if (room.type === 'private') {
    const { first_name = '', last_name, username } = core.state.users.get(room.id) ?? {}
    return {
      id: room.id,
      type: 'private',
      first_name,
      ...(last_name && { last_name }),
      ...(username && { username }),
    }
  }
  if (room.type === 'group') return { id: room.id, type: 'group', title: room.title }
  return {
    id: room.id,
    type: 'supergroup',
    title: room.title,
    ...(room.isForum && { is_forum: true as const }),
  }
}

/** The bot as a user. */
export function botUser(core: Core): User {
  const { id, firstName, username } = core.state.bot
  return { id, is_bot: true, first_name: firstName, username }
}

/** The user of an id, the bot included. */
export function findUser(core: Core, id: number): User | undefined {
  return id === core.state.bot.id ? botUser(core) : core.state.users.get(id)
}

/** Whether the user is in the group now. */
export function isPresent(member: Member | undefined): boolean {
  return member !== undefined && member.status !== 'left' && member.status !== 'kicked'
}

/** The bot's rights in a chat; in a private chat it may do all that is possible there. */
export function botRights(core: Core, room: Room): AdminRights {
  return room.members.get(core.state.bot.id)?.rights ?? NO_RIGHTS
}

/** The `chat_id` parameter's chat, which the bot may look at. Throws as Telegram does. */
export function findRoom(core: Core, args: Args, name = 'chat_id'): Room {
  const id = readText(args, name)
  if (id === '') throw badRequest(`${name} is empty`)
  const room = core.state.rooms.get(Number(id))
  if (room === undefined || (room.type === 'private' && !isKnown(core, room)))
    throw badRequest('chat not found')
  checkBotPresence(core, room)
  return room
}

/** The `chat_id` parameter's chat, which the bot may write to. Throws as Telegram does. */
export function findWritableRoom(core: Core, args: Args): Room {
  const room = findRoom(core, args)
  if (room.migratedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.migratedTo })
  }
  if (room.type !== 'private') return room
  if (room.blocked) throw forbidden('bot was blocked by the user')
  if (!room.started) throw forbidden("bot can't initiate conversation with a user")
  return room
}

/** The bot knows a person who wrote to it, or who is in a group with it. */
function isKnown(core: Core, room: Room): boolean {
  if (room.started) return true
  return [...core.state.rooms.values()].some(
    (group) => isPresent(group.members.get(core.state.bot.id)) && isPresent(group.members.get(room.id)),
  )
}

function checkBotPresence(core: Core, room: Room): void {
  if (room.type === 'private' || room.migratedTo !== undefined) return
  const member = room.members.get(core.state.bot.id)
  if (member?.status === 'kicked') throw forbidden(`bot was kicked from the ${room.type} chat`)
  if (!isPresent(member)) throw forbidden(`bot is not a member of the ${room.type} chat`)
}

/** A member as getChatMember and chat_member updates show it. */
export function chatMemberOf(user: User, member: Member | undefined): ChatMember {
  const status = member?.status ?? 'left'
  if (status === 'creator') return { status, user, is_anonymous: false }
  if (status === 'kicked') return { status, user, until_date: 0 }
  if (status !== 'administrator') return { status, user }
  const { canManageTopics, canPin, canDelete } = member?.rights ?? NO_RIGHTS
  return {
    status,
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: canDelete,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_pin_messages: canPin,
    can_manage_topics: canManageTopics,
    can_send_welcome_messages: false,
  }
}

/** Changes a member's standing and tells the bot: of itself always, of others when it is an administrator. */
export function setMember(core: Core, room: Room, next: Member, by: User): void {
  const user = findUser(core, next.userId)
  if (user === undefined) throw new Error(`no user ${next.userId}`)
  const update = {
    chat: chatOf(core, room),
    from: by,
    date: unixNow(core),
    old_chat_member: chatMemberOf(user, room.members.get(next.userId)),
    new_chat_member: chatMemberOf(user, next),
  }
  room.members.set(next.userId, next)
  if (next.userId === core.state.bot.id) core.updates.push('my_chat_member', update)
  else if (room.members.get(core.state.bot.id)?.status === 'administrator')
    core.updates.push('chat_member', update)
  core.emit({ kind: 'chat-changed', chatId: room.id })
}
