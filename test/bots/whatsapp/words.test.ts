import { expect, test } from 'vitest'
import { listed } from '../../../core/text/id/whatsapp.ts'
import { indonesian } from '../../../core/text/words.ts'

test('damaged keys are named, a few of many', () => {
  const rows = ['creds/creds', 'session/1.0', 'session/2.0', 'session/3.0', 'pre-key/7']
  expect(listed(rows)).toBe('creds/creds, session/1.0, session/2.0 dan 2 lainnya')
  expect(listed(['creds/creds'])).toBe('creds/creds')
})

test.each([
  [
    'whatsapp-keys-damaged',
    /rusak: creds\/creds\..*Sigap tidak membuat kunci baru sendiri[\s\S]*whatsapp:unlink/,
  ],
  ['whatsapp-keys-other-key', /Tidak ada yang rusak\.[\s\S]*SECRET_KEY seperti semula/],
  ['whatsapp-keys-no-key', /SECRET_KEY belum diisi\.[\s\S]*SECRET_KEY seperti semula/],
] as const)('%s is told with the way out last', (code, told) => {
  expect(indonesian.system.notStarted([{ where: 'WHATSAPP', code, value: 'creds/creds' }])).toMatch(told)
})
