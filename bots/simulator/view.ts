import type { BotCommand, Message } from 'grammy/types'
import { isPresent } from './bot-api/chats.ts'
import type { Room } from './bot-api/state.ts'
import type { Member } from './cast.ts'
import type { Answers, DeskPart, Held } from './cast/parts.ts'
import type { Simulator } from './simulator.ts'
import type { WhatsAppView } from './whatsapp-view.ts'

/** A chat as the page shows it; messages are the Bot API's own, oldest first. */
export type ChatView = {
  id: number
  type: Room['type']
  title: string
  isForum: boolean
  topics: { id: number; name: string; closed: boolean }[]
  members: number[]
  keyboard: Room['keyboard'] | null
  /** The message the keyboard came with, where that is known. */
  prompt: number | null
  messages: Message[]
}

export type PersonView = {
  id: number
  part: Member['part']
  /** The service whose desk it is; null for requesters, who complain at any. */
  service: string | null
  held: Held | null
  name: string
  firstName: string
  username: string
  title: string
  answers: Answers | null
}

/** A service that runs, as whoever chooses between several must know it. */
export type PlayedService = {
  id: string
  title: string
  agency: string
  /** The zone in which its times are shown. */
  timeZone: string
}

/** A desk to choose: its service, its group, and what people complain of there. */
export type DeskView = PlayedService & Pick<DeskPart, 'staffGroup' | 'problems' | 'samples'>

/** All a page needs to begin with; from then on it follows the changes. */
export type PageState = {
  now: string
  bot: { id: number; name: string; username: string }
  /** The one shown first is the first. */
  desks: DeskView[]
  people: PersonView[]
  chats: ChatView[]
  /** Null without a WhatsApp. */
  whatsapp: WhatsAppView | null
  /** Command menus by scope, as `setMyCommands` set them. */
  menus: Record<string, BotCommand[]>
}

/** More than a person scrolls back. */
const MESSAGES_SHOWN_MAX = 300

/** The world as the page sees it. */
export function viewState(simulator: Simulator, services: readonly PlayedService[], now: Date): PageState {
  const { world, cast, whatsapp } = simulator
  const { bot, rooms, commands } = world.state
  const groups = cast.desks.map(({ staffGroup }) => staffGroup)
  const shown = new Set([...groups, ...cast.members.map(({ user }) => user.id)])
  return {
    now: now.toISOString(),
    bot: { id: bot.id, name: bot.firstName, username: bot.username },
    desks: cast.desks.flatMap((desk) =>
      services.filter(({ id }) => id === desk.service).map((s) => viewDesk(s, desk)),
    ),
    people: cast.members.map(viewPerson),
    chats: [...rooms.values()].filter(({ id }) => shown.has(id)).map((room) => viewChat(simulator, room)),
    whatsapp: whatsapp?.view() ?? null,
    menus: Object.fromEntries(commands),
  }
}

function viewDesk(service: PlayedService, { staffGroup, problems, samples }: DeskPart): DeskView {
  return { ...service, staffGroup, problems, samples }
}

/** One chat. */
export function viewChat(simulator: Simulator, room: Room): ChatView {
  const { id, type, title, isForum } = room
  return {
    id,
    type,
    title,
    isForum,
    topics: [...room.topics.values()].map(({ id, name, closed }) => ({ id, name, closed })),
    members: [...room.members.values()].filter(isPresent).map(({ userId }) => userId),
    keyboard: room.keyboard ?? null,
    prompt: simulator.promptOf(id) ?? null,
    messages: [...room.messages.values()].slice(-MESSAGES_SHOWN_MAX),
  }
}

function viewPerson({ user, part, service, held, name, title, answers }: Member): PersonView {
  const { id, first_name: firstName, username } = user
  return { id, part, service, held, name, firstName, username, title, answers: answers ?? null }
}
