import { expect, test } from 'vitest'
import { whatsappWords } from '../../../core/text/id/whatsapp.ts'

test('damaged keys are named, a few of many, with the way out last', () => {
  const rows = ['creds/creds', 'session/1.0', 'session/2.0', 'session/3.0', 'pre-key/7']
  expect(whatsappWords.keysDamaged(rows))
    .toBe(`Kunci WhatsApp di basis data rusak: creds/creds, session/1.0, session/2.0 dan 2 lainnya.
Sigap tidak membuat kunci baru sendiri, karena nomor ini akan terlepas dari WhatsApp.
Pulihkan cadangan basis data, atau lepaskan tautan dengan npm run whatsapp:unlink, lalu tautkan ulang.`)
  expect(whatsappWords.keysDamaged(['creds/creds'])).toMatch(/^.* rusak: creds\/creds\.\n/)
})

test('keys that are only sealed are not called damaged', () => {
  expect(whatsappWords.keysOfOtherSecret)
    .toBe(`Kunci WhatsApp disegel dengan SECRET_KEY yang lain. Tidak ada yang rusak.
Isi SECRET_KEY seperti semula, lalu jalankan lagi: npm start`)
  expect(whatsappWords.keysWithoutSecret).toBe(`Kunci WhatsApp disegel, sedangkan SECRET_KEY belum diisi.
Isi SECRET_KEY seperti semula, lalu jalankan lagi: npm start`)
})
