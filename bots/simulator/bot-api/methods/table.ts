import type { Args } from '../args.ts'
import type { Core } from '../core.ts'
import { getChat, getChatAdministrators, getChatMember, getMe } from './chat.ts'
import { deleteMyCommands, getMyCommands, setMyCommands } from './commands.ts'
import {
  deleteMessage,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
  pinChatMessage,
  setMessageReaction,
} from './edit.ts'
import { getFile, sendMedia, sendMediaGroup } from './files.ts'
import { copyMessage, sendChatAction, sendMessage } from './send.ts'
import { closeForumTopic, createForumTopic, editForumTopic, reopenForumTopic } from './topics.ts'
import type { OnGone } from '../updates.ts'
import { answerCallbackQuery, deleteWebhook, getUpdates, getWebhookInfo } from './updates.ts'

/** One Bot API method: its result, or a thrown `ApiError`. */
export type Method = (core: Core, args: Args, onGone: OnGone) => unknown

/** The methods this server knows, by their names in lower case: Telegram does not mind the case. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries<Method>({
    getMe,
    getUpdates,
    deleteWebhook,
    getWebhookInfo,
    setMyCommands,
    getMyCommands,
    deleteMyCommands,
    sendMessage,
    sendPhoto: sendMedia('photo'),
    sendDocument: sendMedia('document'),
    sendVideo: sendMedia('video'),
    sendVoice: sendMedia('voice'),
    sendAudio: sendMedia('audio'),
    sendMediaGroup,
    sendChatAction,
    copyMessage,
    editMessageText,
    editMessageCaption,
    editMessageReplyMarkup,
    deleteMessage,
    pinChatMessage,
    setMessageReaction,
    answerCallbackQuery,
    getFile,
    createForumTopic,
    editForumTopic,
    closeForumTopic,
    reopenForumTopic,
    getChat,
    getChatMember,
    getChatAdministrators,
  }).map(([name, method]) => [name.toLowerCase(), method]),
)
