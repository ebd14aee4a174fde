import type { About, Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { chatKeyOf, chatOf } from './chat-key.ts'
import { idToFind, idToWrite } from './ids.ts'

/** Where the cards are, inside a transaction. */
export function cardsIn(db: Prisma.TransactionClient): Tx['cards'] {
  return {
    async of(ticket, chat) {
      const key = { ticketId: idToFind(ticket), chatKey: chatKeyOf(chat) }
      const row = await db.card.findUnique({ where: { ticketId_chatKey: key } })
      return row && { chat: chatOf(row.chatKey), thread: row.thread, message: row.messageId }
    },
    async put(ticket, { chat, thread, message }) {
      const key = { ticketId: idToWrite(ticket), chatKey: chatKeyOf(chat) }
      const place = { thread, messageId: message }
      await db.card.upsert({
        where: { ticketId_chatKey: key },
        create: { ...key, ...place },
        update: place,
      })
    },
    async ticketOfThread(chat) {
      if (chat.thread === undefined) return null
      const row = await db.card.findFirst({ where: { chatKey: chatKeyOf(chat), thread: chat.thread } })
      return row && String(row.ticketId)
    },
  }
}

/** What the bot's own messages stand for, inside a transaction. */
export function messagesIn(db: Prisma.TransactionClient): Tx['messages'] {
  return {
    async about(chat, message) {
      const key = { chatKey: chatKeyOf(chat), messageId: message }
      const row = await db.botMessage.findUnique({ where: { chatKey_messageId: key } })
      return (
        row && {
          ticket: String(row.ticketId),
          kind: row.about as About['kind'],
          note: row.noteId ?? undefined,
        }
      )
    },
    async put(chat, messages, { ticket, kind, note }) {
      const about = { chatKey: chatKeyOf(chat), ticketId: idToWrite(ticket), about: kind, noteId: note }
      await db.botMessage.createMany({
        data: messages.map((messageId) => ({ ...about, messageId })),
        skipDuplicates: true,
      })
    },
  }
}
