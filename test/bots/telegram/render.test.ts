import fc from 'fast-check'
import { InputFile } from 'grammy'
import { describe, expect, test } from 'vitest'
import {
  renderAcknowledge,
  renderEdit,
  renderOpenThread,
  renderSend,
  withoutFormatting,
} from '../../../bots/telegram/render.ts'
import type { Made } from '../../../bots/telegram/render.ts'
import { composeText, splitText } from '../../../bots/telegram/styled-text.ts'
import type { AttachmentKind, Message } from '../../../core/app/message.ts'

const chat = { channel: 'telegram', chat: '5501234567' } as const
const topic = { channel: 'telegram', chat: '-1002100000017', thread: '51' } as const
const buttons = [[{ label: 'Ambil', press: 'claim:1042' }], []]

function render(message: Partial<Message>, made: Made = {}) {
  return renderSend({ kind: 'send', to: chat, message: { text: '', ...message } }, made)
}

function attach(...kinds: AttachmentKind[]): Message['attachments'] {
  return kinds.map((what, i) => ({
    what,
    file: { channel: 'telegram', id: `${what}-${i}`, unique: `u${i}` },
  }))
}

const shape = (calls: ReturnType<typeof renderSend>) => calls.map(({ method }) => method)

describe('a message as calls', () => {
  test('text with heading, buttons, reply, thread, silently', () => {
    const message = { heading: '🎫 TIK-1042', text: 'Jaringan', buttons, replyTo: '88', silent: true }
    expect(renderSend({ kind: 'send', to: topic, message })).toEqual([
      {
        method: 'sendMessage',
        payload: {
          chat_id: '-1002100000017',
          message_thread_id: 51,
          disable_notification: true,
          text: '🎫 TIK-1042\nJaringan',
          entities: [{ type: 'bold', offset: 0, length: 11 }],
          link_preview_options: { is_disabled: true },
          reply_parameters: { message_id: 88, allow_sending_without_reply: true },
          reply_markup: { inline_keyboard: [[{ text: 'Ambil', callback_data: 'claim:1042' }]] },
        },
      },
    ])
  })

  test.each<[string, Partial<Message>, object | undefined]>([
    ['an answer from everybody', { asksReply: true }, { force_reply: true }],
    ['an answer to a reply', { asksReply: true, replyTo: '3' }, { force_reply: true, selective: true }],
    [
      'an answer from those called',
      { asksReply: true, mentions: [{ id: '7', name: 'Budi' }] },
      { force_reply: true, selective: true },
    ],
    [
      'a contact',
      { asksContact: 'Kirim nomor saya', asksReply: true },
      {
        keyboard: [[{ text: 'Kirim nomor saya', request_contact: true }]],
        one_time_keyboard: true,
        resize_keyboard: true,
      },
    ],
    [
      'buttons before anything else',
      { buttons, asksContact: 'Kirim nomor saya', asksReply: true },
      { inline_keyboard: [[{ text: 'Ambil', callback_data: 'claim:1042' }]] },
    ],
    ['nothing, which takes the share button away', { buttons: [] }, { remove_keyboard: true }],
  ])('asks for %s', (_, message, markup) => {
    const [call] = render({ text: 'Nomor telepon?', ...message })
    expect((call!.payload as { reply_markup?: unknown }).reply_markup).toEqual(markup)
  })

  test('a long text becomes several messages; only the first replies, only the last has buttons', () => {
    const line = `${'kata '.repeat(19)}kata`
    const text = Array.from({ length: 90 }, () => line).join('\n')
    const calls = render({ heading: 'Daftar', text, buttons, replyTo: '5' })
    const payloads = calls.map(({ payload }) => payload as { text: string })
    expect(payloads.map((payload) => payload.text).join('\n')).toBe(`Daftar\n${text}`)
    expect(payloads.every((payload) => payload.text.length <= 4096)).toBe(true)
    expect(calls.map(({ payload }) => ['reply_parameters' in payload, 'reply_markup' in payload])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ])
  })

  test('a group has no share button to take away', () => {
    const [call] = renderSend({ kind: 'send', to: topic, message: { text: 'TIK-1042' } })
    expect(call?.payload).not.toHaveProperty('reply_markup')
  })

  test('nothing to say becomes no call', () => {
    expect(render({})).toEqual([])
  })
})

describe('files', () => {
  test.each<[AttachmentKind, string, string]>([
    ['photo', 'sendPhoto', 'photo'],
    ['document', 'sendDocument', 'document'],
    ['video', 'sendVideo', 'video'],
    ['voice', 'sendVoice', 'voice'],
    ['audio', 'sendAudio', 'audio'],
  ])('one %s carries the text as its caption', (kind, method, key) => {
    const [call, ...rest] = render({ heading: 'TIK-1042', text: 'Bukti', attachments: attach(kind) })
    expect(rest).toEqual([])
    expect(call).toMatchObject({ method, payload: { [key]: `${kind}-0`, caption: 'TIK-1042\nBukti' } })
  })

  test.each<[string, Partial<Message>, string[]]>([
    [
      'one with a text too long for a caption',
      { text: 'a'.repeat(1025), attachments: attach('photo') },
      ['sendMessage', 'sendPhoto'],
    ],
    [
      'one with buttons',
      { text: 'Bukti', buttons, attachments: attach('photo') },
      ['sendMessage', 'sendPhoto'],
    ],
    ['one without text', { attachments: attach('photo') }, ['sendPhoto']],
    [
      'photos and videos',
      { text: 'Bukti', attachments: attach('photo', 'video') },
      ['sendMessage', 'sendMediaGroup'],
    ],
    [
      'more than an album holds',
      { attachments: attach(...Array<'photo'>(11).fill('photo')) },
      ['sendMediaGroup', 'sendPhoto'],
    ],
    [
      'kinds an album does not hold',
      { attachments: attach('document', 'document', 'voice') },
      ['sendDocument', 'sendDocument', 'sendVoice'],
    ],
    [
      'mixed',
      { text: 'Bukti', attachments: attach('document', 'photo', 'photo') },
      ['sendMessage', 'sendMediaGroup', 'sendDocument'],
    ],
    [
      'several with buttons but no text',
      { buttons, attachments: attach('photo', 'photo') },
      ['sendPhoto', 'sendPhoto'],
    ],
  ])('%s', (_, message, methods) => {
    const calls = render(message)
    expect(shape(calls)).toEqual(methods)
    const carriers = calls.filter(({ payload }) => JSON.stringify(payload).includes('inline_keyboard'))
    expect(carriers.length).toBe(message.buttons === undefined ? 0 : 1)
  })

  test('several files with a caption say it once', () => {
    const calls = render({ text: 'Bukti', attachments: attach('document', 'voice') })
    expect(JSON.stringify(calls).match(/Bukti/g)).toHaveLength(1)
  })

  test('a round video goes back by its own method, below its text', () => {
    const file = { channel: 'telegram', id: 'video-note:DQAC', unique: 'u' } as const
    expect(render({ text: 'Bukti', attachments: [{ what: 'video', file }] })).toMatchObject([
      { method: 'sendMessage', payload: { text: 'Bukti' } },
      { method: 'sendVideoNote', payload: { video_note: 'DQAC' } },
    ])
  })

  test('a picture of ours is uploaded with its text', () => {
    const [call] = render({ text: 'Ringkasan', picture: 'chart' }, { picture: new Uint8Array([1, 2]) })
    expect(call).toMatchObject({ method: 'sendPhoto', payload: { caption: 'Ringkasan' } })
    expect((call!.payload as { photo: unknown }).photo).toBeInstanceOf(InputFile)
  })

  test.each<[string, Partial<Message>, string[]]>([
    ['with its text', { text: 'Lembar Disposisi' }, ['sendDocument']],
    ['below a text too long for a caption', { text: 'a'.repeat(1025) }, ['sendMessage', 'sendDocument']],
    ['below a text with buttons', { text: 'Lembar Disposisi', buttons }, ['sendMessage', 'sendDocument']],
    [
      'after the photos sent along',
      { text: 'Hasil', attachments: attach('photo', 'photo') },
      ['sendMessage', 'sendMediaGroup', 'sendDocument'],
    ],
  ])('a document of ours is uploaded %s, under its name', (_, message, methods) => {
    const document = { key: 'papers/1042.pdf', name: 'TIK-1042 Lembar Disposisi.pdf' }
    const calls = render({ ...message, document }, { document: new Uint8Array([1, 2]) })
    expect(shape(calls)).toEqual(methods)
    const file = (calls.at(-1)!.payload as { document: InputFile }).document
    expect(file).toBeInstanceOf(InputFile)
    expect(file.filename).toBe('TIK-1042 Lembar Disposisi.pdf')
  })
})

describe('formatting', () => {
  test('people are called on the last line: by id, else by @name, else just named', () => {
    const mentions = [
      { id: '6112233445', name: 'Budi 👷', username: 'budi' },
      { username: 'tekno', name: 'Tekno' },
      { name: 'Ibu Ani' },
    ]
    const { text, entities } = composeText({ heading: 'Tiket', text: 'Mohon dilanjutkan.', mentions })
    expect(text).toBe('Tiket\nMohon dilanjutkan.\nBudi 👷, @tekno, Ibu Ani')
    expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual([
      ['bold', 'Tiket'],
      ['text_mention', 'Budi 👷'],
    ])
  })

  test('pieces lose nothing but white space, break no character, and keep their formatting', () => {
    const word = fc.string({ unit: fc.constantFrom('a', '🎫', ' ', '\n', 'é'), minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(word, word, fc.integer({ min: 4, max: 20 }), (heading, text, unitsMax) => {
        const styled = composeText({ heading, text })
        const pieces = splitText(styled, unitsMax)
        const joined = pieces.map((piece) => piece.text).join('')
        expect(joined.replace(/\s/g, '')).toBe(styled.text.replace(/\s/g, ''))
        const bold = pieces.flatMap(({ text: piece, entities }) =>
          entities.map(({ offset, length }) => piece.slice(offset, offset + length)),
        )
        expect(bold.join('').replace(/\s/g, '')).toBe(heading.replace(/\s/g, ''))
        for (const piece of pieces) {
          expect(piece.text.length).toBeLessThanOrEqual(unitsMax)
          expect(Buffer.from(piece.text).toString()).toBe(piece.text)
        }
      }),
    )
  })

  test('it can be left out', () => {
    const [call] = render({ heading: 'Tiket', text: 'x' })
    expect(withoutFormatting(call!)).toMatchObject({ payload: { text: 'Tiket\nx', entities: undefined } })
    expect(withoutFormatting(render({ text: 'x' })[0]!)).toBeNull()
  })
})

describe('other deliveries', () => {
  test('an edit is one message, cut where it must be; without buttons they go', () => {
    const message = { heading: 'T', text: 'ab\n'.repeat(3000) }
    const call = renderEdit({ kind: 'edit', to: chat, id: '53', message })
    const payload = call.payload as { text: string; message_id: number }
    expect(payload.message_id).toBe(53)
    expect(payload.text).toHaveLength(4096)
    expect(payload.text.endsWith('…')).toBe(true)
    expect(payload).not.toHaveProperty('reply_markup')
    expect(
      renderEdit({ kind: 'edit', to: chat, id: '53', message: { ...message, buttons } }).payload,
    ).toHaveProperty('reply_markup.inline_keyboard.0.0.text', 'Ambil')
  })

  test('an acknowledgement holds 200 characters', () => {
    expect(renderAcknowledge({ kind: 'acknowledge', query: '7' }).payload).toEqual({ callback_query_id: '7' })
    const long = renderAcknowledge({ kind: 'acknowledge', query: '7', text: '🎫'.repeat(150), alert: true })
    expect(long.payload).toMatchObject({ show_alert: true, text: `${'🎫'.repeat(99)}…` })
  })

  test('a topic has a name of at most 128 characters', () => {
    const { payload } = renderOpenThread({ kind: 'open-thread', to: topic, title: 'x'.repeat(200) })
    expect(payload).toEqual({ chat_id: '-1002100000017', name: `${'x'.repeat(127)}…` })
  })
})
