import { expect, it } from 'vitest'
import { deadlineWords } from '../../../../core/text/id/deadline.ts'
import { at } from '../../../fixtures/calendars.ts'

it('a pause says how much of it was not counted, or that it moved nothing', () => {
  const paused = (ms: number) =>
    deadlineWords.paused('requester', at('2026-11-14 08:00'), at('2026-11-15 09:00'), ms, 'Asia/Jakarta')
  const span =
    'Menunggu pelapor Sabtu, 14 November 2026 pukul 08.00 WIB sampai Minggu, 15 November 2026 pukul 09.00 WIB'
  expect(paused(3_600_000)).toBe(`${span}: 1 jam tidak dihitung.`)
  expect(paused(0)).toBe(`${span}: tidak ada jam layanan di antaranya, sehingga tenggat tidak bergeser.`)
})
