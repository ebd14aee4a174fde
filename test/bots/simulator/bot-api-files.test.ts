import { InputFile, InputMediaBuilder } from 'grammy'
import { describe, expect, it } from 'vitest'
import { STAND_INS } from '../../../bots/simulator/bot-api/stand-ins.ts'
import { refusalText, setUp } from './bot-api-harness.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('files', () => {
  it('travel up by multipart and down by path, byte for byte', async () => {
    const { world, server, api, budi } = await setUp()
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? 13 : i % 256)))
    const caption = 'Formulir; "isi" lengkap\r\nbaris kedua'
    const sent = await api.sendDocument(budi.id, new InputFile(bytes, 'formulir isi.pdf'), { caption })
    expect(sent).toMatchObject({ caption, document: { file_name: 'formulir isi.pdf', file_size: 5000 } })
    const file = await api.getFile(sent.document.file_id)
    expect(file.file_path).toMatch(/^documents\/file_\d+\.pdf$/)
    const url = (token: string) => `${server.root}/file/bot${token}/${file.file_path}`
    expect(Buffer.from(await (await fetch(url(world.token))).arrayBuffer()).equals(bytes)).toBe(true)
    expect((await fetch(url('1:wrong'))).status).toBe(401)
    expect((await fetch(`${server.root}/file/bot${world.token}/documents/none`)).status).toBe(404)
  })

  it('can be sent again by file_id, as the kind they are', async () => {
    const { world, api, budi } = await setUp()
    const photo = world.sendPhoto(budi, budi, { bytes: PNG }, { caption: 'layar' })
    const sizes = photo.photo ?? []
    expect(sizes).toHaveLength(2)
    expect(sizes.at(-1)).toMatchObject({ width: 1, height: 1, file_size: PNG.length })
    const fileId = sizes.at(-1)?.file_id ?? ''
    const again = await api.sendPhoto(budi.id, fileId)
    expect(again.photo.at(-1)?.file_id).toBe(fileId)
    expect(Buffer.from(world.fileBytes(fileId) ?? []).equals(PNG)).toBe(true)
    expect(await refusalText(api.sendDocument(budi.id, fileId))).toBe(
      "400 Bad Request: can't use file of type Photo as Document",
    )
    expect(await refusalText(api.sendPhoto(budi.id, 'tidak-ada'))).toBe(
      '400 Bad Request: wrong file identifier/HTTP URL specified',
    )
    expect(await refusalText(api.getFile('tidak-ada'))).toBe('400 Bad Request: invalid file_id')
  })

  it('take every kind the bot sends', async () => {
    const { world, api, budi } = await setUp()
    const file = (kind: keyof typeof STAND_INS) => new InputFile(STAND_INS[kind].bytes, STAND_INS[kind].name)
    expect((await api.sendPhoto(budi.id, file('photo'))).photo.at(-1)).toMatchObject({ width: 1, height: 1 })
    expect((await api.sendVideo(budi.id, file('video'))).video.mime_type).toBe('video/mp4')
    expect((await api.sendVoice(budi.id, file('voice'))).voice.mime_type).toBe('audio/ogg')
    expect((await api.sendAudio(budi.id, file('audio'))).audio.file_name).toBe('rekaman.mp3')
    const video = world.sendVideo(budi, budi)
    expect((await api.sendVideo(budi.id, video.video?.file_id ?? '')).video.file_id).toBe(
      video.video?.file_id,
    )
  })

  it('are refused when too big, too long a caption, or no picture', async () => {
    const { world, api, budi } = await setUp()
    const big = world.sendDocument(budi, budi, { size: 20 * 1024 * 1024 + 1 })
    expect(await refusalText(api.getFile(big.document?.file_id ?? ''))).toBe(
      '400 Bad Request: file is too big',
    )
    expect(await refusalText(api.sendPhoto(budi.id, new InputFile(PNG), { caption: 'x'.repeat(1025) }))).toBe(
      '400 Bad Request: message caption is too long',
    )
    expect(await refusalText(api.sendPhoto(budi.id, new InputFile(Buffer.from('bukan gambar'))))).toBe(
      '400 Bad Request: IMAGE_PROCESS_FAILED',
    )
    const huge = new InputFile(new Uint8Array(52 * 1024 * 1024), 'besar.bin')
    expect(await refusalText(api.sendDocument(budi.id, huge))).toBe('413 Request Entity Too Large')
  })
})

describe('albums', () => {
  it('arrive as separate updates with one media_group_id', async () => {
    const { world, api, budi } = await setUp()
    world.sendAlbum(budi, budi, [{}, {}, {}], { caption: 'tiga foto' })
    const messages = (await api.getUpdates()).map((update) => update.message)
    expect(messages).toHaveLength(3)
    expect(new Set(messages.map((message) => message?.media_group_id)).size).toBe(1)
    expect(messages.map((message) => message?.caption)).toEqual(['tiga foto', undefined, undefined])
  })

  it('go out by upload and by file_id together', async () => {
    const { world, api, budi } = await setUp()
    const known = world.sendPhoto(budi, budi).photo?.at(-1)?.file_id ?? ''
    const sent = await api.sendMediaGroup(budi.id, [
      InputMediaBuilder.photo(known, { caption: 'dikenal' }),
      InputMediaBuilder.photo(new InputFile(PNG)),
    ])
    expect(sent).toMatchObject([{ caption: 'dikenal', photo: [{}, { file_id: known }] }, { photo: [{}, {}] }])
    const groups = world
      .messages(budi)
      .slice(-2)
      .map((message) => message.media_group_id)
    expect(groups).toEqual([expect.any(String), groups[0]])
    const before = world.messages(budi).length
    const bad = [InputMediaBuilder.photo(known), InputMediaBuilder.photo('tidak-ada')]
    expect(await refusalText(api.sendMediaGroup(budi.id, bad))).toContain('wrong file identifier')
    expect(world.messages(budi), 'an album is sent whole or not at all').toHaveLength(before)
  })
})
