import { describe, expect, it } from 'vitest'
import { readDeputy } from '../../../core/app/deputies.ts'
import { indonesian } from '../../../core/text/words.ts'

/** The night before in UTC, where the 16th has begun in Jakarta. */
const today = { now: new Date('2026-11-15T17:30:00Z'), zone: 'Asia/Jakarta', words: indonesian.intake }
const november = { kind: 'plt', from: '2026-11-16', until: '2026-11-30' }

describe('readDeputy', () => {
  it.each([
    'plt 2026-11-16 2026-11-30',
    'PLT. 16-11-2026 30-11-2026',
    'Plt 16/11/2026 s.d. 30/11/2026',
    'plt 16.11.2026 - 30.11.2026',
    'plt 16 November 2026 30 November 2026',
    'plt 16 Nov 2026 sampai 30 nov 2026',
    'plt 16 November 2026\n  s/d 2026-11-30',
    'plt 16 s.d. 30 November 2026',
    'plt 16/11/26 30/11/26',
    'plt 16-30 November 2026',
    'plt tanggal 16 hingga 30 November 2026.',
  ])('reads %j', (typed) => {
    expect(readDeputy(typed, today)).toEqual({ kind: 'deputy', deputy: november })
  })

  it('tells Plh. from Plt., and takes a single day written twice', () => {
    expect(readDeputy('plh 2026-11-16 2026-11-16', today)).toEqual({
      kind: 'deputy',
      deputy: { kind: 'plh', from: '2026-11-16', until: '2026-11-16' },
    })
  })

  it('takes a period that has begun already, and one over the end of a year', () => {
    expect(readDeputy('plt 2026-10-01 2026-11-16', today)).toMatchObject({ kind: 'deputy' })
    expect(readDeputy('plt 28 Desember 2026 8 Januari 2027', today)).toEqual({
      kind: 'deputy',
      deputy: { kind: 'plt', from: '2026-12-28', until: '2027-01-08' },
    })
  })

  it.each([
    ['', { kind: 'none' }],
    ['  ', { kind: 'none' }],
    ['plt', { kind: 'unreadable' }],
    ['2026-11-16 2026-11-30', { kind: 'unreadable' }],
    ['plt 2026-11-16', { kind: 'unreadable' }],
    ['plt besok sampai lusa', { kind: 'unreadable' }],
    ['plt 2026-11-16 2026-11-30 2026-12-01', { kind: 'unreadable' }],
    ['pltx 2026-11-16 2026-11-30', { kind: 'unreadable' }],
    ['plt 2026-11-16 2026-11-31', { kind: 'bad-day', text: '2026-11-31' }],
    ['plt 30 Februari 2026 2026-11-30', { kind: 'bad-day', text: '30 Februari 2026' }],
    ['plt 16 Novembr 2026 30 November 2026', { kind: 'bad-day', text: '16 Novembr 2026' }],
    ['plt 2026-13-01 2026-12-01', { kind: 'bad-day', text: '2026-13-01' }],
    ['plt 2026-11-30 2026-11-16', { kind: 'ends-first', from: '2026-11-30', until: '2026-11-16' }],
    ['plt 2026-11-01 2026-11-15', { kind: 'past', until: '2026-11-15' }],
  ])('refuses %j', (typed, refusal) => {
    expect(readDeputy(typed, today)).toEqual(refusal)
  })
})
