import { describe, expect, it } from 'vitest'
import { drawChart, renderChart } from '../../../bots/papers/chart.ts'
import { reportWords } from '../../../core/text/id/report.ts'

const chart = {
  title: 'Pengaduan terbuka: 2510',
  subtitle: 'Dinas Komunikasi & Informatika <Banten>, Senin, 16 November 2026',
  bars: [
    { label: '1. Penerimaan pengaduan', onTime: 2500, late: 3 },
    {
      label: '2. Penyampaian solusi dan verifikasi penutupan laporan akhir kepada pelapor',
      onTime: 0,
      late: 7,
    },
    { label: '3. Disposisi', onTime: 0, late: 0 },
  ],
}

/** What a person can read in the picture. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '')
}

describe('drawChart', () => {
  const texts = textsOf(drawChart(chart, reportWords.chart))

  it('shows every number, and a zero where nothing is open', () => {
    expect(texts.filter((text) => /^\d+$/.test(text)).toSorted()).toEqual(['0', '2500', '3', '7'])
  })

  it('names both parts of a bar and what it is about', () => {
    expect(texts).toEqual(expect.arrayContaining(['Tepat waktu', 'Terlambat', 'Pengaduan terbuka: 2510']))
    expect(texts.join(' ')).toContain('&amp; Informatika &lt;Banten&gt;')
  })

  it('breaks a long row title and says that it goes on', () => {
    const title = texts.filter((text) => /Penyampaian|verifikasi/.test(text))
    expect(title).toHaveLength(2)
    expect(title[1]).toMatch(/…$/)
  })
})

describe('renderChart', () => {
  const sizeOf = (png: Uint8Array) => [Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)]

  it('draws a PNG as wide as a phone, a row higher for each row', async () => {
    const three = await renderChart(chart, reportWords.chart)
    const one = await renderChart({ ...chart, bars: chart.bars.slice(0, 1) }, reportWords.chart)
    expect([...three.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const [width, height = 0] = sizeOf(three)
    expect([width, sizeOf(one)[1]]).toEqual([1080, height - 2 * 104])
    expect(three.length).toBeLessThan(1_000_000)
  })

  it('has its letters with it', async () => {
    const bare = await renderChart({ title: '', subtitle: '', bars: [] }, reportWords.chart)
    const titled = await renderChart({ title: 'Pengaduan', subtitle: '', bars: [] }, reportWords.chart)
    expect(titled.length).toBeGreaterThan(bare.length + 500)
  })
})
