import { randomBytes } from 'node:crypto'
import { downloadMediaMessage, getContentType } from '@whiskeysockets/baileys'
import { describe, expect, it, vi } from 'vitest'
import type { MediaFile } from '../../../../bots/simulator/whatsapp/media.ts'
import { type Client, link, mediaTrust, startPeer } from './harness.ts'

const BUDI = { phone: '6281234567890', lid: '280000000000001', name: 'Budi Santoso' }
const BUDI_JID = '6281234567890@s.whatsapp.net'
const BYTES = randomBytes(70_000)

async function setUp() {
  const peer = await startPeer()
  const budi = peer.person(BUDI)
  const trust = mediaTrust(peer)
  const client = await link(peer, trust)
  const download = async (): Promise<Buffer> => {
    const message = client.messages.at(-1)?.message
    if (message === undefined) throw new Error('no message')
    return downloadMediaMessage(message, 'buffer', { options: trust.options as object })
  }
  return { peer, budi, client, download }
}

/** What the newest message brings. */
function contentOf({ messages }: Client): string | undefined {
  return getContentType(messages.at(-1)?.message.message ?? undefined)
}

describe('files', () => {
  const files: (MediaFile & { part: string })[] = [
    { kind: 'image', part: 'imageMessage', bytes: BYTES, mime: 'image/jpeg', caption: 'layar' },
    { kind: 'video', part: 'videoMessage', bytes: BYTES, mime: 'video/mp4', seconds: 3 },
    {
      kind: 'audio',
      part: 'audioMessage',
      bytes: BYTES,
      mime: 'audio/ogg; codecs=opus',
      voice: true,
      seconds: 2,
    },
    { kind: 'document', part: 'documentMessage', bytes: BYTES, mime: 'application/pdf', name: 'surat.pdf' },
    {
      kind: 'document',
      part: 'documentWithCaptionMessage',
      bytes: BYTES,
      mime: 'application/pdf',
      name: 'surat.pdf',
      caption: 'surat',
    },
    { kind: 'sticker', part: 'stickerMessage', bytes: BYTES, mime: 'image/webp' },
  ]
  it.each(files)('of a person, as $part: the client downloads and decrypts it', async (file) => {
    const { budi, client, download } = await setUp()
    await budi.sendFile(file)
    await vi.waitFor(() => expect(contentOf(client)).toBe(file.part))
    expect((await download()).equals(BYTES)).toBe(true)
  })

  it('of the client: the person downloads and decrypts it', async () => {
    const { budi, client } = await setUp()
    const jpegThumbnail = randomBytes(10).toString('base64')
    await client.socket.sendMessage(BUDI_JID, { image: BYTES, caption: 'bukti', jpegThumbnail })
    await client.socket.sendMessage(BUDI_JID, {
      document: BYTES,
      mimetype: 'application/pdf',
      fileName: 'bukti.pdf',
    })
    await vi.waitFor(() => expect(budi.received).toHaveLength(2))
    expect(budi.received.map(({ text }) => text)).toEqual(['bukti', ''])
    for (const received of budi.received) expect((await budi.download(received)).equals(BYTES)).toBe(true)
    expect(budi.received[1]?.message.documentMessage?.fileName).toBe('bukti.pdf')
  })

  it('that are gone cannot be downloaded', async () => {
    const { peer, budi, client, download } = await setUp()
    await budi.sendFile({ kind: 'image', bytes: BYTES, mime: 'image/jpeg' })
    await vi.waitFor(() => expect(contentOf(client)).toBe('imageMessage'))
    peer.media.expire()
    await expect(download()).rejects.toMatchObject({ output: { statusCode: 410 } })
  })
})
