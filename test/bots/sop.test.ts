import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadProfile } from '../../bots/profiles.ts'
import { sopFindings, sopSheet } from '../../core/report/sop-sheet.ts'
import { profileWords } from '../../core/text/id/profile.ts'
import { sopWords } from '../../core/text/id/sop.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sigap-sop-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

type Ended = { code: number; out: string; err: string }

/** Runs the program as `npm run sop:…` does when typed in the test's folder. */
function sop(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, INIT_CWD: dir } }
    execFile(
      process.execPath,
      ['--import', 'tsx', 'bots/sop.ts', ...args],
      options,
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, out: stdout, err: stderr })
      },
    )
  })
}

function shippedText(id: string): string {
  return readFileSync(join(root, `core/sop/profiles/${id}.yaml`), 'utf8')
}

test('a sound file of the office: what it holds, what is yet to be confirmed, what to do next', async () => {
  writeFileSync(join(dir, 'sop-kantor.yaml'), shippedText('tik-banten'))
  const loaded = loadProfile('tik-banten')
  if (!loaded.ok) throw new Error('tik-banten')
  expect(await sop('check', './sop-kantor.yaml')).toEqual({
    code: 0,
    out: [
      sopFindings(loaded.profile, sopWords, profileWords.place),
      '',
      'Bandingkan dengan SOP asli: npm run sop:show ./sop-kantor.yaml',
      'Lalu tulis pada bagian "services" di berkas meja layanan: - sop: ./sop-kantor.yaml',
      '',
    ].join('\n'),
    err: '',
  })
})

test('a file with mistakes: each with its place and its cure', async () => {
  const text = shippedText('tik-banten').replace('limit: 2 jam', 'limit: sebentar').replace('to: 4', 'to: 40')
  writeFileSync(join(dir, 'salah.yaml'), text)
  expect(await sop('check', 'salah.yaml')).toEqual({
    code: 1,
    out: '',
    err: [
      'SOP ini belum dapat dipakai. Yang perlu diperbaiki: 2.',
      '1. Langkah 2, bagian "limit": batas waktu "sebentar" tidak terbaca. Tulis misalnya 30 menit, 2 jam, 1 hari, atau null bila SOP tidak memberi batas.',
      '2. Langkah 3, pilihan teruskan, bagian "to": langkah "40" tidak ada. Pilih salah satu: 1, 2, 3, 4, 5, 6, 7.',
      'Setelah diperbaiki, periksa lagi dengan perintah yang sama.',
      '',
    ].join('\n'),
  })
})

test('a file that is not there, and one that is no YAML', async () => {
  writeFileSync(join(dir, 'rusak.yaml'), 'id: kantor\ntitle: SOP: kantor\n')
  const [missing, broken] = await Promise.all([sop('check', './hilang.yaml'), sop('check', './rusak.yaml')])
  expect(missing.code).toBe(1)
  expect(missing.err.split('\n')[1]).toBe(
    `1. Berkas SOP "${join(dir, 'hilang.yaml')}" tidak dapat dibaca. Periksa letak berkas dan izin bacanya.`,
  )
  expect(broken.code).toBe(1)
  expect(broken.err.split('\n')[1]).toBe(
    `1. Berkas SOP "${join(dir, 'rusak.yaml')}" salah tulis pada baris 2, kolom 8. Periksa spasi di awal baris, titik dua, dan tanda kutip di sekitarnya.`,
  )
})

test('a SOP as table and diagram, or as Mermaid only', async () => {
  const loaded = loadProfile('lpse-tidung')
  if (!loaded.ok) throw new Error('lpse-tidung')
  const [sheet, mermaid] = await Promise.all([
    sop('show', 'lpse-tidung'),
    sop('show', 'lpse-tidung', '--mermaid'),
  ])
  expect(sheet).toEqual({
    code: 0,
    out: `${sopSheet(loaded.profile, sopWords, profileWords.place)}\n`,
    err: '',
  })
  expect(mermaid.out.split('\n').slice(0, 2)).toEqual(['flowchart TD', '  n0(["Pengaduan masuk"])'])
  expect(mermaid.code).toBe(0)
})

test('an unknown SOP, an unknown command, too little: told, and how it is written', async () => {
  const [unknown, misspelt, bare, help] = await Promise.all([
    sop('show', 'tik-bantem'),
    sop('cek', 'tik-banten'),
    sop('check'),
    sop('--help'),
  ])
  expect(unknown.code).toBe(1)
  expect(unknown.err).toContain('1. SOP "tik-bantem" tidak ada. Pilih salah satu: domain-helpdesk,')
  const misused = `Perintah tidak dikenal atau kurang lengkap.\n\n${sopWords.usage}\n`
  expect(misspelt).toEqual({ code: 1, out: '', err: misused })
  expect(bare).toEqual({ code: 1, out: '', err: misused })
  expect(help).toEqual({ code: 0, out: `${sopWords.usage}\n`, err: '' })
})
