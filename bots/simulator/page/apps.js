/** What runs on a phone: whose it can be, which chats they have, and what can be done with a message. */
import { startLink } from './composer.js'
import { choose } from './notices.js'
import { post } from './server.js'
import { isHere, store } from './store.js'
import { countUnread, markSeen } from './unread.js'
import { chatIdOf } from './whatsapp.js'
import { fill, words } from './words.js'

/**
 * @typedef {{
 *   path: string, people(): any[], chatsOf(person: any): any[], own(person: any): any, first(person: any): any,
 *   titleOf(chat: any): string, emptyText(chat: any): string, countUnread(chat: any): number, markSeen(chat: any): void,
 *   forward(viewer: any, chat: any, message: any): void, answersOf(person: any): Record<string, string> | null,
 *   cardsFor?: (person: any) => any[], typingMs: number,
 * }} App `path` is where its acts are posted, below /simulator/; `own` is the person's chat with nobody else in it, `first`
 *   the one opened first; `cardsFor` are those whose card can be sent, where it is not the own alone
 */

/**
 * Telegram, for those of this part.
 * @param {'requester' | 'officer' | 'leader'} part
 * @returns {App}
 */
export function telegram(part) {
  const chatsOf = (person) =>
    [...store.chats.values()]
      .filter((chat) => chat.id === person.id || chat.members.includes(person.id))
      .toSorted((a, b) => Number(a.type === 'private') - Number(b.type === 'private'))
  const titleOf = (chat) => words.phone.chat[chat.type === 'private' ? 'private' : 'group']
  return {
    path: '',
    people: () => [...store.people.values()].filter((person) => person.part === part && isHere(person)),
    chatsOf,
    own: ({ id }) => store.chats.get(id),
    first: (person) => (part === 'officer' ? chatsOf(person)[0] : store.chats.get(person.id)),
    titleOf,
    emptyText({ type }) {
      if (type !== 'private') return words.phone.emptyGroup
      return part === 'requester'
        ? fill(words.phone.emptyRequester, { link: startLink() })
        : words.phone.emptyPrivate
    },
    countUnread: (chat) => countUnread(chat, part),
    markSeen: (chat) => markSeen(chat, part),
    forward(viewer, from, message) {
      const send = (chat) =>
        post('forward', { person: viewer.id, chat: chat.id, from: from.id, message: message.message_id })
      const targets = chatsOf(viewer)
      if (targets.length === 1) return void send(targets[0])
      choose(
        words.phone.forwardTo,
        targets.map((chat) => ({ label: titleOf(chat), run: () => void send(chat) })),
      )
    },
    answersOf: ({ answers }) => answers,
    typingMs: 4000,
  }
}

/**
 * WhatsApp, for everybody here who has it; each has the one chat with Sigap's number.
 * @returns {App}
 */
export function whatsapp() {
  const chatOf = ({ id }) => store.whatsapp?.chats.get(chatIdOf(id))
  const unreadIn = (chat) => [...chat.messages.values()].filter(({ isRead }) => !isRead)
  return {
    path: 'whatsapp/',
    people: () => [...store.people.values()].filter((person) => chatOf(person) && isHere(person)),
    chatsOf: (person) => [chatOf(person)].filter(Boolean),
    own: chatOf,
    first: chatOf,
    titleOf: () => fill(words.phone.chat.whatsapp, { phone: store.whatsapp.phone }),
    emptyText: () => fill(words.phone.emptyWhatsApp, { phone: store.whatsapp.phone }),
    countUnread: (chat) => unreadIn(chat).length,
    markSeen(chat) {
      const unread = unreadIn(chat)
      // At once, so that it is told once.
      for (const message of unread) message.isRead = true
      if (unread.length > 0) void post('whatsapp/read', { person: chat.members[0] })
    },
    forward: (viewer, _, message) =>
      void post('whatsapp/forward', { person: viewer.id, message: message.message_id }),
    // Staff pass on here what a requester wrote to them.
    answersOf: ({ answers }) => answers ?? requesters()[0]?.answers ?? null,
    cardsFor: (person) => [person, ...requesters().filter(({ id }) => id !== person.id)],
    typingMs: 25_000,
  }
}

function requesters() {
  return [...store.people.values()].filter(({ part }) => part === 'requester')
}
