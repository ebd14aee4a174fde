import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeUpdate, readFileId } from '../../../bots/telegram/decode.ts'

const folder = new URL('../../fixtures/updates/', import.meta.url)
const received = new Date('2025-10-16T02:05:00Z')
const at = '2025-10-16T02:00:00.000Z'

function readUpdate(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

const siti = { id: '5501234567', name: 'Siti Aminah', username: 'sitiaminah' }
const budi = { id: '6112233445', name: 'Budi' }
const agus = { id: '7023344556', name: 'Agus Salim' }
const privateChat = { id: '5501234567', kind: 'private' }
const group = { id: '-1002100000017', kind: 'group', title: 'Helpdesk TIK', hasTopics: true }
const topic = { ...group, thread: '51' }
const plainGroup = { id: '-4500000021', kind: 'group', title: 'Helpdesk TIK', hasTopics: false }

const fromSiti = { channel: 'telegram', chat: privateChat, from: siti, at, message: '412' }
const file = (id: string, more: object) => ({
  channel: 'telegram',
  id,
  unique: `AQAD${id.slice(-6)}`,
  ...more,
})

/** What each fixture means, without its external id. */
const meanings: Record<string, unknown> = {
  text: { ...fromSiti, body: { kind: 'text', text: 'Wifi di lantai 2 lemot sekali 🙏', mentions: [] } },
  'text-reply': {
    ...fromSiti,
    body: { kind: 'text', text: 'Sudah dicoba, tetap sama', mentions: [], replyTo: '398' },
  },
  'command-with-mentions': {
    channel: 'telegram',
    chat: group,
    from: agus,
    at,
    message: '88',
    body: {
      kind: 'text',
      text: '🛠 /disposisi@sigap_bot 1042 @tekno_budi Budi cek kabel',
      mentions: [
        { username: 'tekno_budi', name: '@tekno_budi' },
        { id: '6112233445', name: 'Budi' },
      ],
    },
  },
  'topic-text': {
    channel: 'telegram',
    chat: topic,
    from: budi,
    at,
    message: '90',
    body: { kind: 'text', text: 'Saya ambil', mentions: [] },
  },
  'topic-reply': {
    channel: 'telegram',
    chat: topic,
    from: budi,
    at,
    message: '91',
    body: { kind: 'text', text: '/selesai kabel diganti', mentions: [], replyTo: '53' },
  },
  'reply-thread-outside-topics': {
    channel: 'telegram',
    chat: { id: '-1002100000018', kind: 'group', title: 'Helpdesk Server', hasTopics: false },
    from: budi,
    at,
    message: '77',
    body: { kind: 'text', text: 'baik', mentions: [], replyTo: '70' },
  },
  'anonymous-admin': {
    channel: 'telegram',
    chat: group,
    from: null,
    at,
    message: '412',
    body: { kind: 'text', text: '/ambil 1042', mentions: [] },
  },
  'linked-channel-forward': {
    channel: 'telegram',
    chat: group,
    from: null,
    at,
    message: '412',
    forwarded: true,
    body: { kind: 'text', text: 'Pengumuman pemeliharaan', mentions: [] },
  },
  'written-as-channel': {
    channel: 'telegram',
    chat: group,
    from: null,
    at,
    message: '412',
    body: { kind: 'text', text: 'Halo', mentions: [] },
  },
  'other-bot': 'ignored',
  'channel-post': 'ignored',
  'edited-text': {
    ...fromSiti,
    at: '2025-10-16T02:00:42.000Z',
    edited: true,
    body: { kind: 'text', text: 'Wifi di lantai 3 lemot', mentions: [] },
  },
  'forwarded-text': {
    channel: 'telegram',
    chat: group,
    from: budi,
    at,
    message: '412',
    forwarded: true,
    body: { kind: 'text', text: '/tutup 1042', mentions: [] },
  },
  'photo-album': {
    ...fromSiti,
    body: {
      kind: 'attachment',
      what: 'photo',
      file: file('AgACAgUAAx-large', { mime: 'image/jpeg', bytes: 98011 }),
      caption: 'Layar komputer',
      album: '13900000000000001',
    },
  },
  document: {
    ...fromSiti,
    body: {
      kind: 'attachment',
      what: 'document',
      file: file('BQACAgUAAx-letter', {
        name: 'surat permohonan.pdf',
        mime: 'application/pdf',
        bytes: 2148113947,
      }),
      caption: 'Surat dari OPD',
    },
  },
  video: {
    ...fromSiti,
    body: {
      kind: 'attachment',
      what: 'video',
      file: file('BAACAgUAAx-video1', { name: 'layar.mp4', mime: 'video/mp4', bytes: 2013444 }),
      caption: '',
    },
  },
  'video-note': {
    ...fromSiti,
    body: {
      kind: 'attachment',
      what: 'video',
      file: {
        channel: 'telegram',
        id: 'video-note:DQACAgUAAx-round1',
        unique: 'AQADround1',
        bytes: 402113,
      },
      caption: '',
    },
  },
  voice: {
    ...fromSiti,
    body: {
      kind: 'attachment',
      what: 'voice',
      file: file('AwACAgUAAx-voice1', { mime: 'audio/ogg', bytes: 44120 }),
      caption: '',
    },
  },
  audio: {
    ...fromSiti,
    body: {
      kind: 'attachment',
      what: 'audio',
      file: file('CQACAgUAAx-audio1', { name: 'rekaman.mp3', mime: 'audio/mpeg', bytes: 977120 }),
      caption: '',
    },
  },
  animation: { ...fromSiti, body: { kind: 'unsupported', what: 'animation' } },
  sticker: { ...fromSiti, body: { kind: 'unsupported', what: 'sticker' } },
  venue: { ...fromSiti, body: { kind: 'unsupported', what: 'venue' } },
  poll: { ...fromSiti, body: { kind: 'unsupported', what: 'poll' } },
  'contact-own': {
    ...fromSiti,
    body: { kind: 'contact', phone: '6281234567890', own: true, name: 'Siti Aminah' },
  },
  'contact-other': {
    ...fromSiti,
    body: { kind: 'contact', phone: '+62 812-0000-1111', own: false, name: 'Budi' },
  },
  'contact-unregistered': {
    ...fromSiti,
    body: { kind: 'contact', phone: '0215550100', own: false, name: 'Kantor' },
  },
  press: {
    channel: 'telegram',
    chat: topic,
    from: budi,
    at: received.toISOString(),
    message: '53',
    body: { kind: 'press', data: 'claim:1042', message: '53', query: '23626719234567890' },
  },
  'press-inaccessible': {
    channel: 'telegram',
    chat: privateChat,
    from: siti,
    at: received.toISOString(),
    message: '12',
    body: { kind: 'press', data: 'claim:1001', message: '12', query: '23626719234567890' },
  },
  'press-inline': 'ignored',
  blocked: {
    channel: 'telegram',
    chat: privateChat,
    from: siti,
    at,
    body: { kind: 'reachability', reachable: false },
  },
  unblocked: {
    channel: 'telegram',
    chat: privateChat,
    from: siti,
    at,
    body: { kind: 'reachability', reachable: true },
  },
  'bot-added': 'ignored',
  'member-joined': {
    channel: 'telegram',
    chat: group,
    from: agus,
    at,
    body: { kind: 'members', joined: [budi], left: [] },
  },
  'member-removed': {
    channel: 'telegram',
    chat: group,
    from: agus,
    at,
    body: { kind: 'members', joined: [], left: [budi] },
  },
  'member-promoted': 'ignored',
  'service-joined': {
    channel: 'telegram',
    chat: plainGroup,
    from: agus,
    at,
    message: '412',
    body: { kind: 'members', joined: [budi], left: [] },
  },
  'service-left': {
    channel: 'telegram',
    chat: plainGroup,
    from: budi,
    at,
    message: '412',
    body: { kind: 'members', joined: [], left: [budi] },
  },
  'service-bot-added': 'ignored',
  'migrated-to': {
    channel: 'telegram',
    chat: plainGroup,
    from: agus,
    at,
    message: '412',
    body: { kind: 'moved', to: '-1002100000099' },
  },
  'migrated-from': 'ignored',
  pinned: 'ignored',
  'poll-answer': 'ignored',
}

describe('an update of Telegram in neutral words', () => {
  test.each(Object.entries(meanings))('%s', (name, meaning) => {
    const update = readUpdate(name)
    const expected =
      typeof meaning === 'string'
        ? meaning
        : { externalId: String(update['update_id']), ...(meaning as object) }
    expect(decodeUpdate(update, received)).toEqual(expected)
  })

  test('every fixture has a meaning', () => {
    const names = readdirSync(folder).map((name) => name.replace('.json', ''))
    expect(names.sort()).toEqual(Object.keys(meanings).sort())
  })
})

describe('what did not come from Telegram', () => {
  const text = readUpdate('text')
  const message = text['message'] as Record<string, unknown>
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a number', 7],
    ['a list', [text]],
    ['no id', { message }],
    ['a fractional id', { ...text, update_id: 1.5 }],
    ['an id beyond exact integers', { ...text, update_id: 2 ** 60 }],
    ['a text that is a number', { ...text, message: { ...message, text: 5 } }],
    ['a text beyond any limit', { ...text, message: { ...message, text: 'x'.repeat(20_000) } }],
    ['a date no calendar has', { ...text, message: { ...message, date: 9e15 } }],
    ['a chat without an id', { ...text, message: { ...message, chat: { type: 'private' } } }],
    ['an empty list of photo sizes', { ...text, message: { ...message, text: undefined, photo: [] } }],
  ])('%s is malformed', (_, raw) => {
    expect(decodeUpdate(raw, received)).toBe('malformed')
  })

  test('entities that point outside the text name nobody', () => {
    const entities = [{ type: 'mention', offset: 900, length: 5 }]
    const decoded = decodeUpdate({ ...text, message: { ...message, entities } }, received)
    expect(decoded).toMatchObject({ body: { kind: 'text', mentions: [] } })
  })

  test('no damage to an update makes it throw', () => {
    const names = readdirSync(folder)
    const damaged = fc
      .record({ name: fc.constantFrom(...names), junk: fc.jsonValue(), at: fc.nat() })
      .map(({ name, junk, at: position }) => damage(readUpdate(name.replace('.json', '')), position, junk))
    fc.assert(
      fc.property(damaged, (raw) => {
        const decoded = decodeUpdate(raw, received)
        if (typeof decoded === 'object') expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded)
      }),
      { numRuns: 2000 },
    )
  })
})

/** The value with one of its parts, wherever it stands, replaced by junk. */
function damage(value: unknown, position: number, junk: unknown): unknown {
  let index = 0
  const walk = (part: unknown): unknown => {
    index += 1
    if (index === (position % 60) + 1) return junk
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(value)
}

test('a round video is marked in its file id and found again', () => {
  expect(readFileId('video-note:abc')).toEqual({ fileId: 'abc', videoNote: true })
  expect(readFileId('abc')).toEqual({ fileId: 'abc', videoNote: false })
})
