import { downloadMediaMessage, normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import { describe, expect, it, vi } from 'vitest'
import { type Client, link, mediaTrust, open, startPeer } from './harness.ts'

const BUDI = { phone: '6281234567890', lid: '280000000000001', name: 'Budi Santoso' }
const BUDI_JID = '6281234567890@s.whatsapp.net'
const PICTURE = { kind: 'image' as const, bytes: Buffer.from('gambar'), mime: 'image/png' }

async function setUp() {
  const peer = await startPeer()
  const budi = peer.person(BUDI)
  const trust = mediaTrust(peer)
  return { peer, budi, trust, client: await link(peer, trust) }
}

/** What the client got, each with its content alone; without the first history. */
function contentsOf({ messages }: Client) {
  return messages.map(({ message }) => ({
    id: message.key.id,
    whole: message.message,
    content: normalizeMessageContent(message.message) ?? {},
  }))
}

async function contentOf(client: Client, id: string) {
  return vi.waitFor(() => {
    const found = contentsOf(client).find((message) => message.id === id)
    if (!found) throw new Error(`not yet: ${id}`)
    return found
  })
}

describe('a person', () => {
  it('answers a message of the account, and one of their own', async () => {
    const { budi, client } = await setUp()
    const first = await budi.send('Wi-Fi putus')
    await contentOf(client, first)
    const asked = await client.socket.sendMessage(BUDI_JID, { text: 'Di ruang mana?' })
    await vi.waitFor(() => expect(budi.received).toHaveLength(1))
    const answers = [
      [await budi.send('Lantai 2', { replyTo: asked!.key.id! }), asked!.key.id, '6281100001111'],
      [await budi.send('Sejak pagi', { replyTo: first }), first, BUDI.phone],
    ] as const
    for (const [id, quoted, author] of answers) {
      const { content } = await contentOf(client, id)
      expect(content.extendedTextMessage?.contextInfo).toMatchObject({
        stanzaId: quoted,
        participant: `${author}@s.whatsapp.net`,
      })
    }
    await expect(budi.send('ya', { replyTo: 'unknown' })).rejects.toThrow('no message unknown')
  })

  it('edits and takes back what they wrote, and it stands so in the chat', async () => {
    const { budi, client } = await setUp()
    const first = await budi.send('Wi-Fi putsu')
    const second = await budi.send('di lantai 3')
    const edit = await budi.edit(first, 'Wi-Fi putus')
    const revocation = await budi.delete(second)
    const { protocolMessage: edited } = (await contentOf(client, edit)).content
    expect(edited).toMatchObject({
      key: { id: first },
      type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT,
      editedMessage: { conversation: 'Wi-Fi putus' },
    })
    const { protocolMessage: revoked } = (await contentOf(client, revocation)).content
    expect(revoked).toMatchObject({
      key: { id: second },
      type: proto.Message.ProtocolMessage.Type.REVOKE,
    })
    expect(budi.chat()).toMatchObject([
      { id: first, content: { conversation: 'Wi-Fi putus' }, edited: true, deleted: false },
      { id: second, content: {}, edited: false, deleted: true },
    ])
  })

  it('passes a message on, marked as such', async () => {
    const { budi, client, trust } = await setUp()
    const text = await budi.send('Jaringan mati', { forwarded: true })
    const picture = await budi.sendFile({ ...PICTURE, caption: 'layar' })
    const again = await budi.forward(picture)
    expect((await contentOf(client, text)).content.extendedTextMessage).toMatchObject({
      text: 'Jaringan mati',
      contextInfo: { isForwarded: true },
    })
    const { content, whole } = await contentOf(client, again)
    expect(content.imageMessage).toMatchObject({ caption: 'layar', contextInfo: { isForwarded: true } })
    const bytes = await downloadMediaMessage({ key: {}, message: whole }, 'buffer', {
      options: trust.options as object,
    })
    expect(bytes.toString()).toBe('gambar')
    await budi.delete(text)
    await expect(budi.forward(text)).rejects.toThrow('no message')
  })

  it('sends several pictures as one album', async () => {
    const { budi, client } = await setUp()
    const ids = await budi.sendAlbum([{ ...PICTURE, caption: 'dua layar' }, PICTURE])
    const pictures = await Promise.all(ids.map((id) => contentOf(client, id)))
    const announced = contentsOf(client).find(({ content }) => content.albumMessage)
    expect(announced?.content.albumMessage).toMatchObject({ expectedImageCount: 2 })
    for (const { whole, content } of pictures) {
      expect(content.imageMessage).toBeTruthy()
      expect(whole?.messageContextInfo?.messageAssociation).toMatchObject({
        associationType: proto.MessageAssociation.AssociationType.MEDIA_ALBUM,
        parentMessageKey: { id: announced?.id },
      })
    }
    expect(budi.chat().map(({ id, album }) => [id, album])).toEqual(ids.map((id) => [id, announced?.id]))
  })

  it('sends a card', async () => {
    const { budi, client } = await setUp()
    const id = await budi.sendContact({ name: 'Siti Rahmawati', phone: '6281310002002' })
    const { contactMessage } = (await contentOf(client, id)).content
    expect(contactMessage?.displayName).toBe('Siti Rahmawati')
    expect(contactMessage?.vcard).toContain('waid=6281310002002:+6281310002002')
  })

  it('reads what came, once', async () => {
    const { peer, budi, client } = await setUp()
    await client.socket.sendMessage(BUDI_JID, { text: 'Selamat pagi' })
    await vi.waitFor(() => expect(budi.chat()).toMatchObject([{ own: false, read: false }]))
    const heard: string[] = []
    peer.onChange(({ kind }) => heard.push(kind))
    budi.read()
    budi.read()
    expect(budi.chat()).toMatchObject([{ read: true }])
    expect(heard.filter((kind) => kind === 'read')).toHaveLength(1)
  })
})

describe('the account', () => {
  it('edits and takes back its own messages, never a person’s', async () => {
    const { budi, client } = await setUp()
    const own = await budi.send('Halo')
    await contentOf(client, own)
    const sent = await client.socket.sendMessage(BUDI_JID, { text: 'satu' })
    const gone = await client.socket.sendMessage(BUDI_JID, { text: 'dua' })
    // Baileys writes into the key it is given.
    const [sentId, goneId] = [sent!.key.id, gone!.key.id]
    await client.socket.sendMessage(BUDI_JID, { edit: { ...sent!.key }, text: 'Satu' })
    await client.socket.sendMessage(BUDI_JID, { delete: { ...gone!.key } })
    await client.socket.sendMessage(BUDI_JID, {
      delete: { remoteJid: BUDI_JID, fromMe: false, id: own },
    })
    await vi.waitFor(() => expect(budi.received).toHaveLength(5))
    const chat = budi.chat().map(({ id, edited, deleted }) => [id, edited, deleted])
    expect(chat).toEqual([
      [own, false, false],
      [sentId, true, false],
      [goneId, false, true],
    ])
  })

  it('is told so when it sends a message twice; the phone shows it once', async () => {
    const { budi, client } = await setUp()
    const content = { text: 'Tercatat dengan nomor TIK-1001' }
    await client.socket.sendMessage(BUDI_JID, content, { messageId: '3EB0REPEATED' })
    await vi.waitFor(() => expect(budi.received).toHaveLength(1))
    await client.socket.sendMessage(BUDI_JID, content, { messageId: '3EB0REPEATED' })
    await vi.waitFor(() => expect(budi.repeats()).toBe(1))
    expect(budi.received).toHaveLength(1)
  })
})

describe('a peer that was killed', () => {
  it('goes on from an older picture of itself: nothing sent afterwards is lost, either way', async () => {
    const before = await startPeer()
    const budi = before.person(BUDI)
    const client = await link(before)
    const linked = before.snapshot()
    for (const round of [1, 2, 3]) {
      await budi.send(`pesan ${round}`)
      await vi.waitFor(() => expect(client.texts()).toContain(`pesan ${round}`))
      await client.socket.sendMessage(BUDI_JID, { text: `jawaban ${round}` })
      await vi.waitFor(() => expect(budi.received).toHaveLength(round))
    }
    await client.socket.end(undefined)
    await before.close()

    const after = await startPeer({ snapshot: linked })
    const again = after.person(BUDI)
    expect(again.chat()).toEqual([])
    const second = await open(after, client.memory, {
      getMessage: async () => ({ conversation: 'jawaban 4' }),
    })
    await second.socket.sendMessage(BUDI_JID, { text: 'jawaban 4' })
    await vi.waitFor(() => expect(again.received.map(({ text }) => text)).toEqual(['jawaban 4']), 5_000)
    await again.send('pesan 5')
    await vi.waitFor(() => expect(second.texts()).toEqual(['pesan 5']))
    // The account's own phone has come to terms with the client too.
    await vi.waitFor(() => expect(after.account.copies).toHaveLength(1), 5_000)
    await second.socket.sendMessage(BUDI_JID, { text: 'jawaban 6' })
    await vi.waitFor(() => expect(after.account.copies).toHaveLength(2))
  })
})
