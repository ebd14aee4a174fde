import { expect, test } from 'vitest'
import { isAsSent, isProgramName } from '../../../bots/whatsapp/content.ts'
import { STAND_INS } from '../../../bots/simulator/bot-api/stand-ins.ts'
import { PIXEL_PNG } from '../../contract/channel.ts'

const windowsProgram = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
const linuxProgram = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(100)])

test.each([
  ['image', PIXEL_PNG],
  ['image', STAND_INS.photo.bytes],
  ['video', STAND_INS.video.bytes],
  ['audio', STAND_INS.voice.bytes],
  ['document', STAND_INS.document.bytes],
  ['document', Buffer.from('daftar;komputer;rusak\n1;dua;tiga\n')],
  ['document', PIXEL_PNG],
] as const)('%s is what it was sent as', async (kind, bytes) => {
  expect(await isAsSent(kind, bytes)).toBe(true)
})

test.each([
  ['image', STAND_INS.document.bytes],
  ['image', Buffer.from('bukan foto')],
  ['video', PIXEL_PNG.slice(0, 3)],
  ['audio', STAND_INS.document.bytes],
  ['document', windowsProgram],
  ['document', linuxProgram],
  ['image', windowsProgram],
] as const)('%s is not what it was sent as', async (kind, bytes) => {
  expect(await isAsSent(kind, bytes)).toBe(false)
})

test.each([
  ['foto.jpg.exe', true],
  ['Pasang.APK ', true],
  ['layanan.js', true],
  ['surat.pdf', false],
  ['exe', false],
  ['', false],
  [undefined, false],
])('%j as a program: %s', (name, isProgram) => {
  expect(isProgramName(name)).toBe(isProgram)
})
