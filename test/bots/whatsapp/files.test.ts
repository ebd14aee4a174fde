import { normalizeMessageContent } from '@whiskeysockets/baileys'
import { describe, expect, test } from 'vitest'
import { STAND_INS } from '../../../bots/simulator/bot-api/stand-ins.ts'
import type { Body, FileRef, Inbound } from '../../../core/app/message.ts'
import { PIXEL_PNG } from '../../contract/channel.ts'
import { aMoment, givenWhatsapp, sendTo, until } from './given.ts'

const png = Buffer.from(PIXEL_PNG)
const pdf = Buffer.from('%PDF-1.7 surat pengantar')

describe('a file somebody sends', () => {
  test.each([
    { what: 'photo', file: { kind: 'image', bytes: png, mime: 'image/png', caption: 'Layar' } },
    { what: 'document', file: { kind: 'document', bytes: pdf, mime: 'application/pdf', name: 'surat.pdf' } },
    {
      what: 'voice',
      file: { kind: 'audio', bytes: Buffer.from(STAND_INS.voice.bytes), mime: 'audio/ogg', voice: true },
    },
    { what: 'video', file: { kind: 'video', bytes: Buffer.from(STAND_INS.video.bytes), mime: 'video/mp4' } },
  ] as const)(
    'a $what is fetched at once, and there when WhatsApp has it no more',
    async ({ what, file }) => {
      const whatsapp = await givenWhatsapp()
      const { channel, taken } = await whatsapp.online()
      await whatsapp.siti.sendFile(file)
      await until(() => taken).toHaveLength(1)
      const body = attachmentIn(taken[0])
      expect(body).toMatchObject({ what, caption: 'caption' in file ? file.caption : '' })
      await until(() => whatsapp.pictures.size).toBe(1)
      whatsapp.peer.media.expire()
      expect(Buffer.from(await channel.download(body.file))).toEqual(file.bytes)
    },
  )

  test('one that is gone before it was fetched is refused for good', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    whatsapp.peer.onChange(({ kind }) => kind === 'written' && whatsapp.peer.media.expire())
    await whatsapp.siti.sendFile({ kind: 'image', bytes: png, mime: 'image/png' })
    await until(() => taken).toHaveLength(1)
    await expect(channel.download(attachmentIn(taken[0]).file)).rejects.toMatchObject({
      failure: { code: 'rejected' },
    })
  })

  test('another one than the message says is not kept', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    await whatsapp.siti.sendFile({ kind: 'image', bytes: png, mime: 'image/png' })
    await until(() => whatsapp.pictures.size).toBe(1)
    const { imageMessage } = whatsapp.siti.chat()[0]!.content
    await whatsapp.siti.sendMessage({
      imageMessage: { ...imageMessage, fileSha256: new Uint8Array(32).fill(7) },
    })
    await until(() => taken).toHaveLength(2)
    await expect(channel.download(attachmentIn(taken[1]).file)).rejects.toMatchObject({
      failure: { code: 'rejected' },
    })
    await aMoment(50)
    expect(whatsapp.pictures.size).toBe(1)
  })

  test('one that is not what it is sent as is not kept', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    await whatsapp.siti.sendFile({ kind: 'image', bytes: pdf, mime: 'image/jpeg' })
    await until(() => taken).toHaveLength(1)
    await expect(channel.download(attachmentIn(taken[0]).file)).rejects.toMatchObject({
      failure: { code: 'rejected' },
    })
    expect(whatsapp.pictures.size).toBe(0)
  })

  test('one that is too large is not even asked for, whatever its message says of its size', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    const large = Buffer.alloc(20 * 1024 * 1024 + 1)
    await whatsapp.siti.sendFile({
      kind: 'document',
      bytes: large,
      mime: 'application/zip',
      name: 'semua.zip',
    })
    await until(() => taken).toHaveLength(1)
    expect(taken[0]?.body).toEqual({ kind: 'unsupported', what: 'too-big' })
    const { documentMessage } = whatsapp.siti.chat()[0]!.content
    await whatsapp.siti.sendMessage({ documentMessage: { ...documentMessage, fileLength: 10 } })
    await until(() => taken).toHaveLength(2)
    await expect(channel.download(attachmentIn(taken[1]).file)).rejects.toMatchObject({
      failure: { code: 'rejected' },
    })
    expect(whatsapp.pictures.size).toBe(0)
  })
})

describe('a file the desk sends', () => {
  test('a picture with its text, and a document under its name', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online()
    const { siti, pictures } = whatsapp
    pictures.set('grafik.png', png)
    pictures.set('lembar.pdf', pdf)
    await sendTo(channel, siti, { text: 'Ringkasan hari ini.', picture: 'grafik.png' })
    await sendTo(channel, siti, {
      text: 'Lembar Disposisi.',
      document: { key: 'lembar.pdf', name: 'TIK-1042.pdf' },
    })
    await until(() => siti.received).toHaveLength(2)
    const [picture, document] = siti.received
    expect(picture?.message.imageMessage?.caption).toBe('Ringkasan hari ini.')
    expect(await siti.download(picture!)).toEqual(png)
    const sent = normalizeMessageContent(document?.message)?.documentMessage
    expect(sent).toMatchObject({
      fileName: 'TIK-1042.pdf',
      caption: 'Lembar Disposisi.',
      mimetype: 'application/pdf',
    })
    expect(await siti.download(document!)).toEqual(pdf)
  })
})

function attachmentIn(
  inbound: Inbound | undefined,
): Extract<Body, { kind: 'attachment' }> & { file: FileRef } {
  if (inbound?.body.kind !== 'attachment') throw new Error(`no file in ${JSON.stringify(inbound?.body)}`)
  return inbound.body
}
