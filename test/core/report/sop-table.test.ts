import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadProfile, shippedProfiles } from '../../../bots/profiles.ts'
import { unconfirmed } from '../../../core/report/sop-notes.ts'
import { sopFindings, sopSheet } from '../../../core/report/sop-sheet.ts'
import { sopTable } from '../../../core/report/sop-table.ts'
import type { Outcome, Profile, Step } from '../../../core/sop/sop.ts'
import { profileWords } from '../../../core/text/id/profile.ts'
import { sopWords } from '../../../core/text/id/sop.ts'
import { sampleSop } from './sop-sample.ts'

/** The table's rows as their cells, each with its lines joined again. */
function readTable(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const line of text.split('\n')) {
    if (!line.startsWith('│')) {
      rows.push([])
      continue
    }
    line
      .slice(1, -1)
      .split('│')
      .forEach((cell, at) => {
        const row = rows.at(-1) as string[]
        row[at] = `${row[at] ?? ''} ${cell.trim()}`.trim()
      })
  }
  return rows.filter((row) => row.length > 0)
}

const happenings: Record<string, string> = {
  submitted: 'saat pengaduan masuk',
  completed: 'saat pengaduan lengkap',
  answered: 'saat jawaban sudah diberikan',
  confirmed: 'saat pelapor menyatakan sudah',
  disputed: 'saat pelapor menyatakan belum',
  'followed-up': 'saat pelapor menulis lagi',
}

/** A row as it must stand in the table, worked out from the profile alone; rows are numbered by their ids here. */
function rowOf(profile: Profile, step: Step): string[] {
  const title = (role: string) => profile.roles[role]?.title ?? ''
  const papers = profile.papers.filter((paper) => paper.step === step.id).map((paper) => paper.title)
  const who = [
    title(step.actor),
    step.thirdParty ? '(pihak luar, waktunya dihitung tersendiri)' : '',
    step.holder === undefined ? '' : `(menunggu ${title(step.holder)})`,
  ]
  return [
    `${step.row}. ${step.title}`,
    who.filter(Boolean).join(' '),
    step.limit ?? 'tanpa batas',
    [step.output ?? '-', ...(papers.length > 0 ? [`Dicetak: ${papers.join(', ')}`] : [])].join(' '),
    step.outcomes.map((outcome) => wayOf(profile, step, outcome)).join(' '),
  ]
}

function wayOf(profile: Profile, step: Step, outcome: Outcome): string {
  const { by, event, needs, to } = outcome
  const row = (id: string) => profile.steps.find((s) => s.id === id)?.row
  const holder = step.holder ?? step.actor
  const above: string[] = []
  for (let role = profile.roles[holder]?.above; role !== undefined; role = profile.roles[role]?.above)
    above.push(profile.roles[role]?.title ?? '')
  const list = typeof to === 'string' ? [to] : to
  const rows = list.map((id, at) => {
    if (list.length === 1) return `langkah ${row(id)}`
    return at < list.length - 1
      ? `langkah ${row(id)} bila pernah dijalankan`
      : `selain itu langkah ${row(id)}`
  })
  const target =
    to === 'end'
      ? 'tiket ditutup'
      : to === 'above'
        ? `tetap di langkah ${step.row}, naik ke ${above.join(', lalu ')}`
        : rows.join(', ')
  const { silence } = step
  const details = [
    event === undefined ? `oleh ${profile.roles[by ?? holder]?.title}` : (happenings[event] ?? ''),
    needs.length > 0 ? `meminta ${needs.map((id) => profile.inputs[id]?.label).join(', ')}` : '',
    outcome.approves ? 'dicatat sebagai persetujuan' : '',
    outcome.completes ? 'melengkapi pengaduan' : '',
    silence?.outcome === outcome.id
      ? `atau dengan sendirinya bila pelapor diam ${silence.end} (diperingatkan setelah ${silence.warn})`
      : '',
  ]
  return `• ${outcome.label} → ${target} ${details.filter(Boolean).join('; ')}`
}

function shipped(id: string): Profile {
  const loaded = loadProfile(id)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.profile
}

test('the sample, to be read', () => {
  expect(sopTable(sampleSop(), sopWords)).toMatchInlineSnapshot(`
    "┌────────────────────┬────────────────┬──────────┬───────────────────┬─────────────────────────────┐
    │ Langkah            │ Pelaksana      │ Batas    │ Output            │ Lanjutan                    │
    ├────────────────────┼────────────────┼──────────┼───────────────────┼─────────────────────────────┤
    │ 1. Terima          │ Loket          │ 1 jam    │ Tanda terima      │ • Lanjut → langkah 2        │
    │                    │                │          │ Dicetak: Tanda    │   oleh Loket                │
    │                    │                │          │ Terima            │ • Minta rekanan → langkah 3 │
    │                    │                │          │                   │   oleh Loket; meminta       │
    │                    │                │          │                   │   Alasan, Foto              │
    ├────────────────────┼────────────────┼──────────┼───────────────────┼─────────────────────────────┤
    │ 2. Tangani         │ Loket          │ tanpa    │ -                 │ • Naik → tetap di langkah   │
    │                    │ (menunggu      │ batas    │                   │   2, naik ke Sekretaris     │
    │                    │ Kepala)        │          │                   │   oleh Kepala; meminta      │
    │                    │                │          │                   │   Alasan                    │
    │                    │                │          │                   │ • Setuju → langkah 4        │
    │                    │                │          │                   │   oleh Kepala; dicatat      │
    │                    │                │          │                   │   sebagai persetujuan       │
    ├────────────────────┼────────────────┼──────────┼───────────────────┼─────────────────────────────┤
    │ 3. Perbaikan       │ Rekanan        │ 2 hari   │ -                 │ • Catat jawaban → langkah 4 │
    │ rekanan            │ (pihak luar,   │          │                   │   oleh Loket                │
    │                    │ waktunya       │          │                   │                             │
    │                    │ dihitung       │          │                   │                             │
    │                    │ tersendiri)    │          │                   │                             │
    ├────────────────────┼────────────────┼──────────┼───────────────────┼─────────────────────────────┤
    │ 4. Tutup           │ Loket          │ 1 jam    │ -                 │ • Tutup → tiket ditutup     │
    │                    │                │          │                   │   oleh Loket; atau dengan   │
    │                    │                │          │                   │   sendirinya bila pelapor   │
    │                    │                │          │                   │   diam 3 hari               │
    │                    │                │          │                   │   (diperingatkan setelah 2  │
    │                    │                │          │                   │   hari)                     │
    │                    │                │          │                   │ • Belum → langkah 3 bila    │
    │                    │                │          │                   │   pernah dijalankan, selain │
    │                    │                │          │                   │   itu langkah 2             │
    │                    │                │          │                   │   saat pelapor menyatakan   │
    │                    │                │          │                   │   belum                     │
    └────────────────────┴────────────────┴──────────┴───────────────────┴─────────────────────────────┘"
  `)
})

describe.each(shippedProfiles())('%s', (id) => {
  test('every row stands in its table, with actor, limit, output and ways on', () => {
    const profile = shipped(id)
    const [head, ...rows] = readTable(sopTable(profile, sopWords))
    expect(head).toEqual(['Langkah', 'Pelaksana', 'Batas', 'Output', 'Lanjutan'])
    const close = (cells: string[]) => cells.map((cell) => cell.replaceAll(' ', ''))
    expect(rows.map(close)).toEqual(profile.steps.map((step) => close(rowOf(profile, step))))
  })

  test('every line of its table is 100 characters wide', () => {
    const widths = sopTable(shipped(id), sopWords)
      .split('\n')
      .map((line) => [...line].length)
    expect(new Set(widths)).toEqual(new Set([100]))
  })
})

test('a word longer than its cell, a line break and a control character leave the table whole', () => {
  const profile = sampleSop()
  Object.assign(profile.steps[0] as Step, {
    title: 'Pertanggungjawabanpelaksanaankegiatan',
    output: 'satu\n\ndua\u001b[31m tiga',
  })
  const text = sopTable(profile, sopWords)
  expect(new Set(text.split('\n').map((line) => [...line].length))).toEqual(new Set([100]))
  expect(readTable(text)[1]?.slice(0, 4)).toEqual([
    '1. Pertanggungjawaban pelaksanaankegiata n',
    'Loket',
    '1 jam',
    'satu dua [31m tiga Dicetak: Tanda Terima',
  ])
})

test('steps that share a row are told apart by their ids', () => {
  const profile = sampleSop()
  for (const step of profile.steps.slice(2)) step.row = '3'
  const rows = readTable(sopTable(profile, sopWords))
  expect(rows.map((row) => row[0])).toEqual([
    'Langkah',
    '1. Terima',
    '2. Tangani',
    '3 (c). Perbaikan rekanan',
    '3 (d). Tutup',
  ])
  expect(rows[3]?.[4]).toBe('• Catat jawaban → langkah 3 (d) oleh Loket')
})

test('the sheet says whose SOP it is, and which papers it prints', () => {
  const sheet = sopSheet(sampleSop(), sopWords, profileWords.place)
  expect(sheet.split('\n').slice(0, 5)).toEqual([
    'Pengaduan Contoh',
    'SOP Contoh, Dinas Contoh',
    'Nomor 1/2026',
    'Peringatan: Tanpa surat tidak diproses.',
    '',
  ])
  expect(sheet.split('\n').slice(-8)).toEqual([
    'Dokumen yang dicetak:',
    '- Tanda Terima (langkah 1)',
    '- Laporan',
    '',
    'Perlu konfirmasi kantor: 3',
    '1. bagian "source"',
    '2. disimpulkan (peran loket; jenis umum, khusus)',
    '3. x (langkah d, pilihan belum)',
  ])
})

test('the findings count what is there, and gather what is unconfirmed', () => {
  expect(sopFindings(sampleSop(), sopWords, profileWords.place).split('\n')).toEqual([
    'SOP "Pengaduan Contoh" dapat dipakai.',
    'Langkah: 4',
    'Batas waktu: 3; tanpa batas pada langkah 2',
    'Peran: 5 (Warga, Loket, Kepala, Sekretaris, Rekanan)',
    'Isian formulir: 2, wajib 2',
    'Jenis: 2',
    'Kanal: Surat',
    'Dokumen: 2 (Tanda Terima, Laporan)',
    '',
    'Perlu konfirmasi kantor: 3',
    '1. bagian "source"',
    '2. disimpulkan (peran loket; jenis umum, khusus)',
    '3. x (langkah d, pilihan belum)',
  ])
})

test('a SOP without papers, marks or unlimited rows says so', () => {
  const profile = sampleSop()
  const plain: Profile = {
    ...profile,
    source: { ...profile.source, note: undefined },
    roles: { loket: { title: 'Loket', kind: 'staff', firstLevel: true, perUnit: false } },
    categories: [{ id: 'umum', label: 'Umum', words: [] }],
    steps: profile.steps.slice(0, 1),
    papers: [],
  }
  const lines = sopFindings(plain, sopWords, profileWords.place).split('\n')
  expect(lines).toContain('Batas waktu: 1, pada semua langkah')
  expect(lines).toContain('Dokumen: tidak ada')
  expect(lines.at(-1)).toBe('Tidak ada yang perlu dikonfirmasi.')
})

describe.each(shippedProfiles())('%s', (id) => {
  test('every mark in its file is among the findings', () => {
    const file = new URL(`../../../core/sop/profiles/${id}.yaml`, import.meta.url)
    const notes = readFileSync(file, 'utf8').match(/\bnote: .*perlu konfirmasi.*$/gm) ?? []
    const points = unconfirmed(shipped(id))
    expect(points).toHaveLength(new Set(notes.map((note) => note.replace(/[ }]+$/, ''))).size)
    expect(points.flatMap(({ places }) => places)).toHaveLength(notes.length)
  })
})
