import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from 'grammy'
import type { ForumTopic, Message as TelegramMessage } from 'grammy/types'
import { ChannelError } from '../../core/app/message.ts'
import type { Delivery, Message, Receipt } from '../../core/app/message.ts'
import { isFormattingRefused, isNotModified, toChannelError } from './errors.ts'
import { renderAcknowledge, renderEdit, renderOpenThread, renderSend, withoutFormatting } from './render.ts'
import type { Call, Made } from './render.ts'

/** Where pictures and documents made by the program come from, by key. */
export type Pictures = { get(key: string): Promise<Uint8Array | null> }

/** A message of several parts waits this long for its next part rather than fail and be sent anew from the start. */
const PATIENCE_SECONDS_MAX = 20

type Answer = TelegramMessage | TelegramMessage[] | ForumTopic | true

/** Carries out one delivery. Throws `ChannelError`; a message of several parts may then have arrived in part. */
export async function deliverThrough(api: Api, pictures: Pictures, delivery: Delivery): Promise<Receipt> {
  switch (delivery.kind) {
    case 'send':
      return { ids: await send(api, pictures, delivery) }
    case 'edit':
      await perform(api, renderEdit(delivery))
      return { ids: [delivery.id] }
    case 'acknowledge':
      await perform(api, renderAcknowledge(delivery))
      return { ids: [] }
    case 'open-thread': {
      const topic = (await perform(api, renderOpenThread(delivery))) as ForumTopic
      return { ids: [], thread: String(topic.message_thread_id) }
    }
  }
}

async function send(
  api: Api,
  pictures: Pictures,
  delivery: Extract<Delivery, { kind: 'send' }>,
): Promise<string[]> {
  const calls = renderSend(delivery, await madeFor(delivery.message, pictures))
  if (calls.length === 0) throw new ChannelError({ code: 'rejected', reason: 'the message is empty' })
  const ids: string[] = []
  for (const call of calls) {
    const answer = await (ids.length === 0 ? perform(api, call) : performPatiently(api, call))
    for (const message of [answer].flat()) ids.push(String((message as TelegramMessage).message_id))
  }
  return ids
}

/** A picture that is gone does not hold back the words it illustrates; a document is what its words speak of. */
async function madeFor({ picture, document, attachments = [] }: Message, pictures: Pictures): Promise<Made> {
  const bytesOf = async (key?: string) =>
    key === undefined ? undefined : ((await pictures.get(key)) ?? undefined)
  const files = new Map<string, Uint8Array>()
  for (const { key } of attachments) {
    const bytes = await bytesOf(key)
    if (key !== undefined && !bytes) throw new ChannelError({ code: 'rejected', reason: 'the file is gone' })
    if (key !== undefined && bytes) files.set(key, bytes)
  }
  const made = { picture: await bytesOf(picture), document: await bytesOf(document?.key), files }
  if (document && !made.document) throw new ChannelError({ code: 'rejected', reason: 'the document is gone' })
  return made
}

async function performPatiently(api: Api, call: Call): Promise<Answer> {
  try {
    return await perform(api, call)
  } catch (error) {
    const failure = error instanceof ChannelError ? error.failure : undefined
    if (failure?.code !== 'rate-limited' || failure.retryAfterSeconds > PATIENCE_SECONDS_MAX) throw error
    await sleep(failure.retryAfterSeconds * 1000)
    return perform(api, call)
  }
}

/** Makes the call; an edit that changes nothing is done, and refused formatting is left out in a second try. */
async function perform(api: Api, call: Call): Promise<Answer> {
  try {
    return await invoke(api, call)
  } catch (error) {
    if (isNotModified(error)) return true
    const plain = isFormattingRefused(error) ? withoutFormatting(call) : null
    if (plain === null) throw toChannelError(error)
    return invoke(api, plain).catch((again: unknown) => {
      throw toChannelError(again)
    })
  }
}

/** A call pairs a method with its own payload, which TypeScript cannot follow through the union. */
function invoke(api: Api, { method, payload }: Call): Promise<Answer> {
  return (api.raw[method] as (payload: Call['payload']) => Promise<Answer>)(payload)
}
