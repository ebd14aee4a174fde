import { describe, expect, test } from 'vitest'
import { loadProfile, shippedProfiles } from '../../../bots/profiles.ts'
import { parseDuration, plainMs } from '../../../core/sla/duration.ts'
import { firstLevelRole, type Profile, type Step } from '../../../core/sop/sop.ts'
import { sopFacts } from '../../fixtures/sop-rows.ts'

function shipped(id: string): Profile {
  const loaded = loadProfile(id)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.profile
}

function targets(step: Step): string[] {
  return [...new Set(step.outcomes.flatMap((o) => o.to))].sort()
}

/** A note that tells the office what the source does not say. */
function asksOffice(note: string | undefined): boolean {
  return note?.includes('perlu konfirmasi') ?? false
}

test('every SOP is shipped, and nothing else', () => {
  expect(shippedProfiles()).toEqual(sopFacts.map((sop) => sop.profile).sort())
})

describe.each(sopFacts)('$profile ($document)', (sop) => {
  const profile = shipped(sop.profile)

  test('is what the document says it is', () => {
    const requester = Object.values(profile.roles).filter((role) => role.kind === 'requester')
    expect(profile.id).toBe(sop.profile)
    expect(profile.source.number).toBe(sop.number)
    expect(profile.timeZone).toBe(sop.timeZone)
    expect(requester.map((role) => role.title)).toEqual([sop.requester])
    expect(profile.roles[firstLevelRole(profile)]?.title).toBe(sop.firstLevel)
    expect(profile.channels.map((channel) => channel.id)).toEqual(sop.channels)
    expect(profile.source.legalBasis).toHaveLength(sop.legalBases)
    expect(profile.source.related).toEqual(sop.related)
    expect(profile.source.recordKeeping).toBe(sop.recordKeeping)
    expect(profile.warnings).toEqual(sop.warnings)
    expect(profile.form.filter((f) => f.required).map((f) => f.id)).toEqual(sop.requiredFields)
  })

  test('has its rows, no more and no fewer', () => {
    expect(profile.steps.map((step) => step.row)).toEqual(sop.rows.map(({ row }) => row))
  })

  test.each(sop.rows)('row $row', (fact) => {
    const step = profile.steps.find((s) => s.row === fact.row) as Step
    expect(profile.roles[step.actor]?.title).toBe(fact.actor)
    expect(step.limit).toBe(fact.limit)
    expect(step.output).toBe(fact.output)
    expect(step.source).toBe(`${sop.document} row ${fact.row}`)
    expect(targets(step)).toEqual(fact.goesTo)
    if (fact.inferred) expect([step.note, ...step.outcomes.map((o) => o.note)].some(asksOffice)).toBe(true)
  })

  test('a channel, a unit and a climb that the SOP does not name ask the office', () => {
    expect(profile.channelsAdded.map((c) => c.note).filter((note) => !asksOffice(note))).toEqual([])
    expect(profile.categories.filter((c) => c.unit && !asksOffice(c.note))).toEqual([])
    const climbs = profile.steps.flatMap((s) => s.outcomes.filter((o) => o.to === 'above'))
    expect(climbs.filter((o) => !asksOffice(o.note))).toEqual([])
  })

  test('every field says where it comes from', () => {
    const foreign = profile.form.filter((f) => f.source !== 'tambahan' && !f.source.startsWith(sop.document))
    expect(foreign).toEqual([])
  })

  test('the problem comes first, then its kind, and evidence last', () => {
    const kinds = profile.form.map((f) => f.kind)
    expect(kinds.slice(0, 2)).toEqual(['problem', 'category'])
    expect(kinds.at(-1)).toBe('evidence')
  })

  test('no word stands for two categories', () => {
    const words = profile.categories.flatMap((c) => c.words.map((word) => word.toLowerCase()))
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  })
})

test('000 and 004 give no time limits at all', () => {
  for (const id of ['domain-helpdesk', 'lpse-tidung'])
    expect(shipped(id).steps.every((s) => s.limit === null)).toBe(true)
})

test('001 takes 70 minutes in all, 40 of them the team’s own; PANDI’s clock runs apart', () => {
  const { steps } = shipped('domain-registrar')
  const minutes = (list: Step[]) =>
    list.reduce((sum, s) => {
      const limit = parseDuration(s.limit ?? '')
      return sum + (limit ? plainMs(limit) / 60_000 : 0)
    }, 0)
  expect(minutes(steps)).toBe(70)
  expect(minutes(steps.filter((s) => !s.thirdParty))).toBe(40)
})

test('002 asks the whole form of the SOP and knows its seven kinds with their units', () => {
  const profile = shipped('tik-banten')
  expect(profile.categories.map(({ id, unit }) => [id, unit])).toEqual([
    ['jaringan', 'jaringan'],
    ['email', 'aplikasi'],
    ['komputer', 'komputer'],
    ['server', 'komputer'],
    ['aplikasi', 'aplikasi'],
    ['subdomain', 'aplikasi'],
    ['website', 'aplikasi'],
  ])
  expect(profile.form.filter((f) => f.source !== 'tambahan').map((f) => f.id)).toEqual([
    'isi',
    'jenis',
    'nama',
    'opd',
    'bidang',
    'jabatan',
    'telepon',
    'email',
    'jenis_kelamin',
    'status_kepegawaian',
  ])
})

test('003 row 2 has an unreadable limit and says so', () => {
  const row2 = shipped('jaringan-kumham').steps.find((s) => s.row === '2')
  expect(row2?.limit).toBeNull()
  expect(row2?.note).toContain('perlu konfirmasi: batas waktu tidak terbaca')
})

test('003 is complete only with a letter, asked for but not demanded', () => {
  const profile = shipped('jaringan-kumham')
  const letter = profile.form.filter((f) => f.id.startsWith('surat_'))
  expect(letter.map((f) => f.required)).toEqual([false, false])
  expect(profile.complete).toEqual(expect.arrayContaining(letter.map((f) => f.id)))
})

test('004 classifies with the three definitions of the standard', () => {
  const spec = shipped('lpse-tidung').inputs.klasifikasi
  expect(spec?.options?.map((o) => o.label)).toEqual(['Gangguan', 'Permasalahan', 'Permintaan Layanan'])
  expect(spec?.ask).toContain('menyebabkan atau dapat menyebabkan pengurangan kualitas layanan')
  expect(spec?.ask).toContain('berdampak pada penyelenggaraan layanan yang akan datang')
})
