import { expect, test } from 'vitest'
import { showSop } from '../../../core/app/sop.ts'
import type { OutboxItem } from '../../../core/app/ports.ts'
import type { PersonTurn } from '../../../core/app/turn.ts'
import type { SeenOffices } from '../../../core/app/visibility.ts'
import type { Profile } from '../../../core/sop/sop.ts'
import { indonesian } from '../../../core/text/words.ts'
import { sampleSop } from '../report/sop-sample.ts'

/** What `/sop` says in a group that serves these SOPs, with limits the office set in its desk file and in chat. */
async function said(
  profiles: Profile[],
  rest: string,
  limits: Record<string, string | null> = {},
  inChat: Record<string, string | null> = {},
): Promise<{ heading?: string; text: string }[]> {
  const out: OutboxItem[] = []
  const turn = {
    app: { words: indonesian },
    tx: { settings: { get: async (key: string) => (key === 'limits:contoh' ? inChat : null) } },
    chat: { channel: 'telegram', chat: '-1' },
    inbound: { message: '7', chat: { kind: 'group' }, body: { kind: 'text' } },
    out,
  }
  const seen = profiles.map((profile) => ({ service: { id: profile.id, profile, limits } }))
  await showSop(turn as unknown as PersonTurn, seen as unknown as SeenOffices, rest)
  return out.map((item) => {
    if (item.kind !== 'message') throw new Error(item.kind)
    const { heading, text } = item.message
    return { ...(heading === undefined ? {} : { heading }), text }
  })
}

test('rows, actors, limits in force beside the SOP’s own, and what is unconfirmed', async () => {
  expect(await said([sampleSop()], '', { 1: '45 menit', 2: '3 jam' }, { 2: '4 jam', 4: null })).toEqual([
    {
      heading: 'SOP Pengaduan Contoh',
      text: [
        '1. Terima\n   Loket · 45 menit (menurut SOP 1 jam)',
        '2. Tangani\n   Loket (menunggu Kepala) · 4 jam (menurut SOP tanpa batas)',
        '3. Perbaikan rekanan\n   Rekanan (pihak luar, waktunya dihitung tersendiri) · 2 hari',
        '4. Tutup\n   Loket · tanpa batas (menurut SOP 1 jam)',
      ].join('\n'),
    },
    {
      heading: 'Perlu konfirmasi kantor: 3',
      text: [
        '- bagian "source"',
        '- disimpulkan (peran loket; jenis umum, khusus)',
        '- x (langkah d, pilihan belum)',
        'Mohon dipastikan dengan SOP asli. Batas waktu ditetapkan admin dengan /batas.',
      ].join('\n'),
    },
  ])
})

test('of several services one must be named', async () => {
  const other = { ...sampleSop(), id: 'lain', title: 'Pengaduan Lain' }
  const which = [
    {
      heading: 'SOP yang mana?',
      text: 'contoh: Pengaduan Contoh\nlain: Pengaduan Lain\nTulis misalnya /sop contoh',
    },
  ]
  expect(await said([sampleSop(), other], '')).toEqual(which)
  expect(await said([sampleSop(), other], 'bukan')).toEqual(which)
  expect((await said([sampleSop(), other], ' Lain '))[0]?.heading).toBe('SOP Pengaduan Lain')
})

test('nobody’s service: told what to do', async () => {
  expect(await said([], '')).toEqual([
    { text: 'Belum ada SOP yang dapat Anda lihat di sini. Mintalah admin memberi peran.' },
  ])
})

test('a long SOP fills as many messages as Telegram needs, each row whole and in order', async () => {
  const profile = sampleSop()
  const [first] = profile.steps
  if (!first) throw new Error('no step')
  profile.steps = Array.from({ length: 120 }, (_, at) => {
    return { ...first, id: `s${at}`, row: `${at + 1}`, title: `Langkah panjang nomor ${at + 1}` }
  })
  const messages = (await said([profile], '')).slice(0, -1)
  expect(messages.map(({ heading }) => heading)).toEqual(['SOP Pengaduan Contoh', undefined])
  for (const { text } of messages) expect(text.length).toBeLessThanOrEqual(3800)
  const rows = messages.flatMap(({ text }) => [...text.matchAll(/^(\d+)\. .*\n {3}Loket · 1 jam$/gm)])
  expect(rows.map((match) => match[1])).toEqual(profile.steps.map(({ row }) => row))
})
