import { createHash } from 'node:crypto'
import { decodeMessageNode, proto } from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMessage } from '../../../bots/whatsapp/decode.ts'
import { addressOf, identityOf } from '../../../bots/whatsapp/identity.ts'
import { readMediaId } from '../../../bots/whatsapp/media.ts'
import type { Inbound } from '../../../core/app/message.ts'
import { whatsappWords } from '../../../core/text/id/whatsapp.ts'

const me = '628999:3@s.whatsapp.net'
const meLid = '77000:3@lid'
const received = new Date('2026-11-23T01:00:00Z')
const pn = '6281234567890@s.whatsapp.net'
const lid = '199900001111222@lid'
const id = 'lid:199900001111222'

/** A message as Baileys makes it: the envelope from the stanza's attributes, the content through protobuf. */
function arrived(content: proto.IMessage | null, attrs: Record<string, string> = {}): WAMessage {
  const stanza = {
    tag: 'message',
    attrs: { id: 'A1', from: lid, sender_pn: pn, t: '1795395600', notify: 'Siti Aminah', ...attrs },
  }
  const { fullMessage } = decodeMessageNode(stanza, me, meLid)
  const message = content && proto.Message.decode(proto.Message.encode(content).finish())
  return { ...fullMessage, ...(message ? { message } : {}) } as WAMessage
}

const decode = (message: WAMessage, alt?: string) =>
  decodeMessage(message, { received, words: whatsappWords, ...(alt === undefined ? {} : { alt }) })
const read = (content: proto.IMessage | null, attrs?: Record<string, string>) =>
  decode(arrived(content, attrs))
const bodyOf = (content: proto.IMessage) => read(content)?.body

const key = Buffer.alloc(32, 7)
const sha256 = createHash('sha256').update('berkas').digest()
const file = {
  mediaKey: key,
  directPath: '/v/t62.7118-24/1_n.enc?oh=1',
  fileSha256: sha256,
  fileLength: 4096,
}
const unique = sha256.toString('hex')
const fileId = (type: string) =>
  JSON.stringify([type, file.directPath, key.toString('base64'), sha256.toString('base64')])
const future = (message: proto.IMessage) => ({ message })

describe('a text', () => {
  test('is told whole, with who, when and where', () => {
    expect(read({ conversation: 'wifi lemot' })).toEqual({
      channel: 'whatsapp',
      externalId: `${id}/A1`,
      chat: { id, kind: 'private' },
      from: { id, name: 'Siti Aminah', phone: '+6281234567890' },
      at: '2026-11-23T01:00:00.000Z',
      message: 'A1',
      body: { kind: 'text', text: 'wifi lemot', mentions: [] },
    })
  })

  test('may answer another, and may be forwarded', () => {
    const text = 'halo'
    expect(read({ extendedTextMessage: { text, contextInfo: { stanzaId: 'B7' } } })).toMatchObject({
      body: { kind: 'text', text, replyTo: 'B7' },
    })
    const passed = read({
      extendedTextMessage: { text, contextInfo: { isForwarded: true, forwardingScore: 1 } },
    })
    expect(passed).toMatchObject({ forwarded: true, body: { kind: 'text', text } })
    expect(read({ conversation: text })).not.toHaveProperty('forwarded')
  })

  test.each([
    ['disappearing', { ephemeralMessage: future({ extendedTextMessage: { text: 'halo' } }) }],
    ['wrapped twice', { ephemeralMessage: future({ viewOnceMessageV2: future({ conversation: 'halo' }) }) }],
  ])('that is %s is the same text', (_, content) => {
    expect(bodyOf(content)).toEqual({ kind: 'text', text: 'halo', mentions: [] })
  })

  test('shows no LID as if it were a number', () => {
    const text = '@199900001111222 dan @6281234567890, lihat 199900001111222'
    const contextInfo = { mentionedJid: [lid, pn] }
    expect(bodyOf({ extendedTextMessage: { text, contextInfo } })).toMatchObject({
      text: '@Pengguna WhatsApp dan @6281234567890, lihat 199900001111222',
    })
  })

  test('without a date is dated by its arrival, without a name is named by its number', () => {
    expect(read({ conversation: 'a' }, { t: 'x', notify: '' })).toMatchObject({
      at: received.toISOString(),
      from: { name: '+6281234567890' },
    })
    expect(read({ conversation: 'a' }, { notify: '', sender_pn: '' })?.from).toEqual({
      id,
      name: 'Pengguna WhatsApp',
    })
  })
})

describe('who', () => {
  const from = (attrs: Record<string, string>, alt?: string) =>
    decode(arrived({ conversation: 'a' }, attrs), alt)?.from
  const person = { id, name: 'Siti Aminah', phone: '+6281234567890' }

  test('is the same person under a LID with a number, and under a number with a LID', () => {
    expect(from({ from: lid, sender_pn: pn })).toEqual(person)
    expect(from({ from: pn, sender_pn: '', sender_lid: lid })).toEqual(person)
    expect(from({ from: '199900001111222:14@lid', sender_pn: '6281234567890:14@s.whatsapp.net' })).toEqual(
      person,
    )
  })

  test('is the same person where the library has learnt the other address before', () => {
    expect(from({ from: pn, sender_pn: '' }, lid)).toEqual(person)
    expect(from({ from: lid, sender_pn: '' }, pn)).toEqual(person)
  })

  test('is a LID without a number, or for the time being a number without a LID', () => {
    expect(from({ from: lid, sender_pn: '' })).toEqual({ id, name: 'Siti Aminah' })
    expect(from({ from: pn, sender_pn: '' })).toEqual({ ...person, id: 'pn:6281234567890' })
  })

  test('a LID is never a number, in either place', () => {
    expect(identityOf(lid, '188800001111222@lid')).toEqual({ id })
    expect(identityOf(pn, '6281111111111@s.whatsapp.net')).toEqual({
      id: 'pn:6281234567890',
      phone: '+6281234567890',
    })
    fc.assert(
      fc.property(fc.bigInt(10_000n, 10n ** 19n), fc.option(fc.string()), (user, alt) => {
        expect(identityOf(`${user}@lid`, alt)).toEqual({ id: `lid:${user}` })
      }),
    )
  })

  test('leads back to an address', () => {
    expect(addressOf(id)).toBe(lid)
    expect(addressOf('pn:6281234567890')).toBe(pn)
    expect(['lid:', 'lid:1@g.us', '6281234567890', 'pn:+62812'].map(addressOf)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('a file', () => {
  const album = (message: proto.IMessage, associationType = 1): proto.IMessage => ({
    ...message,
    messageContextInfo: { messageAssociation: { associationType, parentMessageKey: { id: 'P1' } } },
  })

  test.each<[string, proto.IMessage, object]>([
    [
      'a photo',
      { imageMessage: { ...file, mimetype: 'image/jpeg', caption: 'Layar' } },
      { what: 'photo', file: { id: fileId('image'), mime: 'image/jpeg' }, caption: 'Layar' },
    ],
    [
      'a photo to be seen once',
      { viewOnceMessageV2: future({ imageMessage: { ...file, viewOnce: true } }) },
      { what: 'photo', file: { id: fileId('image') }, caption: '' },
    ],
    [
      'a document with words',
      {
        documentWithCaptionMessage: future({
          documentMessage: {
            ...file,
            fileName: 'surat.pdf',
            mimetype: 'application/pdf',
            caption: 'Suratnya',
          },
        }),
      },
      {
        what: 'document',
        file: { id: fileId('document'), name: 'surat.pdf', mime: 'application/pdf' },
        caption: 'Suratnya',
      },
    ],
    [
      'a film',
      { videoMessage: { ...file, mimetype: 'video/mp4', caption: '' } },
      { what: 'video', file: { id: fileId('video'), mime: 'video/mp4' }, caption: '' },
    ],
    ['a round film', { ptvMessage: file }, { what: 'video', file: { id: fileId('video') }, caption: '' }],
    [
      'a voice note',
      { audioMessage: { ...file, ptt: true, mimetype: 'audio/ogg; codecs=opus' } },
      { what: 'voice', file: { id: fileId('audio'), mime: 'audio/ogg; codecs=opus' }, caption: '' },
    ],
    ['sound', { audioMessage: file }, { what: 'audio', file: { id: fileId('audio') }, caption: '' }],
  ])('%s', (_, content, expected) => {
    const { file: ref, ...rest } = expected as { file: object }
    expect(bodyOf(content)).toEqual({
      kind: 'attachment',
      ...rest,
      file: { channel: 'whatsapp', unique, bytes: 4096, ...ref },
    })
  })

  test('can be fetched by its id alone', () => {
    const body = bodyOf({ imageMessage: file })
    if (body?.kind !== 'attachment') throw new Error('no attachment')
    const ref = readMediaId(body.file.id)!
    expect(ref).toMatchObject({ type: 'image', directPath: file.directPath })
    expect([ref.mediaKey, ref.sha256].map((b) => Buffer.from(b!).toString('hex'))).toEqual([
      key.toString('hex'),
      unique,
    ])
    expect(['AgACAgUAAx', '["image","/a",1,2]', '["lain","/a","AAAA","AAAA"]'].map(readMediaId)).toEqual([
      null,
      null,
      null,
    ])
  })

  test('of an album names it; the announcement says nothing', () => {
    expect(bodyOf({ albumMessage: { expectedImageCount: 2 } })).toBeUndefined()
    expect(bodyOf(album({ imageMessage: file }))).toMatchObject({ album: 'P1' })
    expect(bodyOf({ associatedChildMessage: future(album({ imageMessage: file })) })).toMatchObject({
      album: 'P1',
    })
    expect(bodyOf(album({ associatedChildMessage: future({ imageMessage: file }) }))).toMatchObject({
      album: 'P1',
    })
    expect(bodyOf({ imageMessage: file })).not.toHaveProperty('album')
  })

  test('sent once more in better quality is one file', () => {
    expect(bodyOf({ associatedChildMessage: future(album({ imageMessage: file }, 10)) })).toBeUndefined()
    expect(bodyOf({ associatedChildMessage: future(album({ videoMessage: file }, 5)) })).toBeUndefined()
  })

  test.each([
    ['without a key', { ...file, mediaKey: null }],
    ['with half a key', { ...file, mediaKey: key.subarray(16) }],
    ['without a checksum', { ...file, fileSha256: null }],
    ['without a path', { ...file, directPath: null, url: 'https://mmg.whatsapp.net/a' }],
    ['on a server of the sender’s', { ...file, directPath: '@evil.example/a' }],
  ])('%s is none', (_, broken) => {
    expect(bodyOf({ imageMessage: broken })).toEqual({ kind: 'unsupported', what: 'file' })
  })
})

describe('an edit and a deletion', () => {
  const { MESSAGE_EDIT, REVOKE } = proto.Message.ProtocolMessage.Type
  const about = { id: 'A1', fromMe: true, remoteJid: '77000@lid' }
  const edited = {
    type: MESSAGE_EDIT,
    key: about,
    editedMessage: { conversation: 'wifi mati' },
    timestampMs: 1,
  }

  test.each<[string, proto.IMessage]>([
    ['bare', { protocolMessage: edited }],
    ['wrapped', { editedMessage: future({ protocolMessage: edited }) }],
    [
      'in a disappearing chat',
      { ephemeralMessage: future({ editedMessage: future({ protocolMessage: edited }) }) },
    ],
  ])('an edit names its original and keeps an id of its own (%s)', (_, content) => {
    expect(read(content, { id: 'E9' })).toMatchObject({
      externalId: `${id}/E9`,
      message: 'A1',
      edited: true,
      body: { kind: 'text', text: 'wifi mati', mentions: [] },
    })
  })

  test('an edited caption is an attachment with another caption', () => {
    const protocolMessage = { ...edited, editedMessage: { imageMessage: { ...file, caption: 'Benar' } } }
    expect(read({ protocolMessage }, { id: 'E9' })).toMatchObject({
      message: 'A1',
      edited: true,
      body: { kind: 'attachment', caption: 'Benar' },
    })
  })

  test('a deletion names what is gone', () => {
    const gone = read({ protocolMessage: { type: REVOKE, key: about } }, { id: 'D9' })
    expect(gone).toMatchObject({
      externalId: `${id}/D9`,
      message: 'A1',
      body: { kind: 'deleted', message: 'A1' },
    })
  })

  test.each<[string, proto.Message.IProtocolMessage]>([
    ['an edit of nothing', { type: MESSAGE_EDIT, editedMessage: { conversation: 'a' } }],
    ['an edit to nothing', { type: MESSAGE_EDIT, key: about }],
    ['a deletion of nothing', { type: REVOKE }],
  ])('%s is not told', (_, protocolMessage) => {
    expect(read({ protocolMessage })).toBeNull()
  })
})

describe('a contact', () => {
  const card = (lines: string) => ({
    displayName: 'Budi',
    vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:Budi\n${lines}\nEND:VCARD`,
  })

  test.each([
    ['of WhatsApp', 'item1.TEL;waid=6285551112222:+62 855-5111-2222', '+6285551112222', false],
    ['of the telephone', 'TEL;type=CELL;type=VOICE:0855-5111-2222', '0855-5111-2222', false],
    ['their own', 'TEL;waid=6281234567890:+62 812-3456-7890', '+6281234567890', true],
  ])('card %s gives its number', (_, lines, phone, own) => {
    expect(bodyOf({ contactMessage: card(lines) })).toEqual({ kind: 'contact', phone, own, name: 'Budi' })
    expect(bodyOf({ contactsArrayMessage: { contacts: [card(lines)] } })).toEqual({
      kind: 'contact',
      phone,
      own,
      name: 'Budi',
    })
  })

  test('card without a number, or several at once, cannot be used', () => {
    const one = card('TEL;waid=6285551112222:+62')
    expect(bodyOf({ contactMessage: card('EMAIL:a@go.id') })).toEqual({
      kind: 'unsupported',
      what: 'contact',
    })
    expect(bodyOf({ contactsArrayMessage: { contacts: [one, one] } })).toEqual({
      kind: 'unsupported',
      what: 'contacts',
    })
  })

  test('is the own number when it is shared on request', () => {
    const type = proto.Message.ProtocolMessage.Type.SHARE_PHONE_NUMBER
    expect(bodyOf({ protocolMessage: { type } })).toEqual({
      kind: 'contact',
      phone: '+6281234567890',
      own: true,
    })
    expect(read({ protocolMessage: { type } }, { sender_pn: '' })).toBeNull()
  })
})

test.each<[string, proto.IMessage]>([
  ['sticker', { stickerMessage: file }],
  ['sticker', { lottieStickerMessage: future({ stickerMessage: file }) }],
  ['location', { locationMessage: { degreesLatitude: -6, degreesLongitude: 106 } }],
  ['location', { liveLocationMessage: { degreesLatitude: -6 } }],
  ['poll', { pollCreationMessageV3: { name: 'Kapan?' } }],
  ['event', { eventMessage: { name: 'Rapat' } }],
])('a %s gets a helpful answer', (what, content) => {
  expect(bodyOf(content)).toEqual({ kind: 'unsupported', what })
})

test('what may be seen once, and is kept from this device, gets a helpful answer', () => {
  const hidden = arrived(null)
  hidden.key.isViewOnce = true
  expect(decode(hidden)?.body).toEqual({ kind: 'unsupported', what: 'view-once' })
})

test.each<[string, Record<string, string>]>([
  ['a group', { from: '120363041@g.us', participant: lid, participant_pn: pn }],
  ['a status', { from: 'status@broadcast', participant: pn }],
  ['a broadcast', { from: '1795395600@broadcast', participant: pn }],
  ['a newsletter', { from: '120363041@newsletter' }],
  ['the own telephone', { from: me, recipient: lid }],
  ['the own telephone by its LID', { from: meLid, recipient: lid }],
  ['WhatsApp itself', { from: '0@s.whatsapp.net', sender_pn: '' }],
])('%s is not answered', (_, attrs) => {
  expect(read({ conversation: 'halo' }, attrs)).toBeNull()
})

test.each<[string, proto.IMessage | null]>([
  ['a reaction', { reactionMessage: { key: { id: 'B7' }, text: '🙏' } }],
  ['a vote', { pollUpdateMessage: { pollCreationMessageKey: { id: 'B7' } } }],
  ['a pin', { pinInChatMessage: { key: { id: 'B7' } } }],
  ['the timer of the chat', { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } }],
  ['keys between telephones', { senderKeyDistributionMessage: { groupId: 'a' } }],
  ['nothing but its context', { messageContextInfo: { messageSecret: key } }],
  ['an empty text', { extendedTextMessage: { text: '' } }],
  ['what could not be decrypted', null],
])('%s is not told', (_, content) => {
  expect(read(content)).toBeNull()
})

test('whatever arrives, it does not throw, and what it tells is whole', () => {
  const anything = fc.object({
    key: fc.constantFrom(
      'conversation',
      'imageMessage',
      'protocolMessage',
      'key',
      'type',
      'contextInfo',
      'vcard',
      'contactMessage',
      'editedMessage',
      'message',
    ),
  })
  fc.assert(
    fc.property(anything, fc.string(), (object, from) => {
      let message: proto.IMessage
      try {
        message = proto.Message.decode(proto.Message.encode(proto.Message.fromObject(object)).finish())
      } catch {
        return
      }
      for (const remoteJid of [lid, from]) {
        const told: Inbound | null = decode({ key: { remoteJid, id: 'A1' }, message })
        if (told) expect(told.externalId).toBe(`${id}/A1`)
      }
    }),
  )
})
