import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadProfile, profileHash, shippedProfiles } from '../../bots/profiles.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sigap-profiles-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const tikBanten = () =>
  readFileSync(new URL('../../core/sop/profiles/tik-banten.yaml', import.meta.url), 'utf8')

function write(name: string, text: string): string {
  writeFileSync(join(dir, name), text)
  return name
}

function hashOf(idOrPath: string): string {
  const loaded = loadProfile(idOrPath, dir)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.hash
}

test('every shipped profile loads by its id', () => {
  const ids = shippedProfiles()
  expect(ids).toHaveLength(5)
  for (const id of ids) expect(loadProfile(id)).toMatchObject({ ok: true, profile: { id } })
  expect(new Set(ids.map(hashOf)).size).toBe(5)
})

test('an office’s own file loads by its path, from the folder of whatever names it', () => {
  write('kantor.yaml', tikBanten())
  expect(hashOf('./kantor.yaml')).toBe(hashOf('tik-banten'))
  expect(hashOf(join(dir, 'kantor.yaml'))).toBe(hashOf('tik-banten'))
})

test('the hash follows the meaning, not the layout', () => {
  const text = tikBanten()
  const [head = '', ...rest] = text.split('\nchannels:\n')
  const reordered = `channels:\n${rest.join('\nchannels:\n')}\n${head}`
  expect(hashOf(write('urutan.yaml', `# catatan kantor\n${reordered}`))).toBe(hashOf('tik-banten'))
  expect(hashOf(write('batas.yaml', text.replace('limit: 2 jam', 'limit: 3 jam')))).not.toBe(
    hashOf('tik-banten'),
  )
})

test('the hash survives a way through JSON', () => {
  const loaded = loadProfile('lpse-tidung')
  if (!loaded.ok) throw new Error('lpse-tidung')
  expect(loaded.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(profileHash(JSON.parse(JSON.stringify(loaded.profile)))).toBe(loaded.hash)
})

test('a number in a file is a word: to: 5 and to: "5" name the same step', () => {
  expect(
    hashOf(write('kutip.yaml', tikBanten().replaceAll(/\b(id|row|to|start): (\d)$/gm, '$1: "$2"'))),
  ).toBe(hashOf('tik-banten'))
})

test('an unknown id names the shipped ones', () => {
  expect(loadProfile('tik-bantem')).toEqual({
    ok: false,
    problems: [
      'SOP "tik-bantem" tidak ada. Pilih salah satu: domain-helpdesk, domain-registrar, jaringan-kumham, lpse-tidung, tik-banten; atau tulis letak berkas YAML kantor.',
    ],
  })
})

test('a missing file is named', () => {
  expect(loadProfile('./hilang.yaml', dir)).toEqual({
    ok: false,
    problems: [
      `Berkas SOP "${join(dir, 'hilang.yaml')}" tidak dapat dibaca. Periksa letak berkas dan izin bacanya.`,
    ],
  })
})

test('a slip of YAML is placed by line and column', () => {
  write('rusak.yaml', 'id: kantor\ntitle: "SOP kantor\nprefix: KTR\n')
  const loaded = loadProfile('./rusak.yaml', dir)
  expect(loaded.ok).toBe(false)
  expect(loaded.ok ? '' : loaded.problems.join('\n')).toMatch(
    /rusak\.yaml" salah tulis pada baris \d+, kolom \d+\./,
  )
})

test('an alias to nothing is a slip, not a crash', () => {
  write('alias.yaml', 'id: *tidakada\n')
  expect(loadProfile('./alias.yaml', dir).ok).toBe(false)
})

test('everything wrong with a file is said at once', () => {
  const broken = tikBanten()
    .replace('limit: 2 jam', 'limit: sebentar')
    .replace('actor: kepala_unit', 'actor: kepala')
  write('salah.yaml', broken)
  expect(loadProfile('./salah.yaml', dir)).toEqual({
    ok: false,
    problems: [
      'Langkah 2, bagian "limit": batas waktu "sebentar" tidak terbaca. Tulis misalnya 30 menit, 2 jam, 1 hari, atau null bila SOP tidak memberi batas.',
      'Langkah 4, bagian "actor": peran "kepala" tidak ada pada bagian "roles". Pilih salah satu: pelapor, help_desk, kepala_unit, teknisi, pejabat_terkait, kepala_dinas.',
    ],
  })
})
