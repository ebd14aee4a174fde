import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { drawChart, renderChart } from '../../../bots/papers/chart.ts'
import { widthOf, wrap } from '../../../bots/papers/chart-text.ts'
import { fonts } from '../../../bots/papers/printable.ts'
import type { ChartPanel, DigestChart } from '../../../core/app/ports.ts'
import { reportWords } from '../../../core/text/id/report.ts'

const words = reportWords.chart

const standing: ChartPanel = {
  kind: 'standing',
  title: 'Pengaduan terbuka per langkah',
  bars: [
    { label: '1. Penerimaan pengaduan', onTime: 2500, late: 3 },
    { label: '2. Penyampaian solusi dan verifikasi penutupan laporan', onTime: 0, late: 7 },
    { label: '3. Disposisi', onTime: 0, late: 0 },
    { label: '4. Penyelesaian oleh petugas teknis', onTime: 1, late: 12345 },
  ],
}
const ranking: ChartPanel = {
  kind: 'ranking',
  title: 'Instansi',
  bars: [
    { label: 'Badan Pengelolaan Keuangan dan Aset Daerah (BPKAD)', count: 40 },
    { label: 'Dinas Kesehatan', count: 10 },
    { label: 'RSUD Banten', count: 0 },
  ],
}
const week: ChartPanel = {
  kind: 'flow',
  title: 'Masuk dan selesai',
  columns: ['Sen 9', 'Sel 10', 'Rab 11', 'Kam 12', 'Jum 13', 'Sab 14', 'Min 15'].map((label, i) => {
    return { label, opened: 20 + i, closed: 30 + i }
  }),
}
const month: ChartPanel = {
  kind: 'flow',
  title: 'Masuk dan selesai',
  columns: Array.from({ length: 31 }, (_, i) => ({ label: `${i + 1}`, opened: 100 + i, closed: 5 * i })),
}
const chart: DigestChart = {
  title: 'Laporan bulanan Oktober 2026',
  subtitle: 'Dinas Komunikasi & Informatika <Banten>',
  figures: [
    { label: 'Masuk', value: '214' },
    { label: 'Rata-rata penyelesaian', value: '3 jam 20 menit' },
    { label: 'Selesai', value: '12345' },
    { label: 'Terlambat saat ini', value: '4', alarm: true },
  ],
  panels: [standing, ranking, week, month],
}
const only = (...panels: ChartPanel[]): DigestChart => ({ title: '', subtitle: '', figures: [], panels })

/** Names as a requester may write them, in every place. */
const hostileNames = [
  '</text></svg><script>alert(1)</script> & "Dinas" \'A\' &amp; ]]>',
  'W'.repeat(300),
  'M@ '.repeat(100),
  'Dinas \u202eterbalik\u202c \u0000\u0008\u001b\ud800\ufffe\n\tKesehatan 😀 👩‍💻 🇮🇩',
  'مديرية الاتصالات والمعلوماتية في مقاطعة بانتن الكبرى',
  'ž'.repeat(60) + '\u0301'.repeat(60),
  '漢字'.repeat(40),
  '',
]
const hostile: DigestChart = {
  title: hostileNames.join(' '),
  subtitle: hostileNames.toReversed().join(' '),
  figures: hostileNames.slice(0, 4).map((label) => ({ label, value: label, alarm: true })),
  panels: [
    {
      kind: 'standing',
      title: 'W'.repeat(90),
      bars: hostileNames.map((label, i) =>
        i % 2 ? { label, onTime: i, late: 99_999 } : { label, onTime: 99_999, late: i },
      ),
    },
    {
      kind: 'ranking',
      title: hostileNames[3]!,
      bars: hostileNames.map((label, i) => ({ label, count: i * 12_345 })),
    },
    {
      kind: 'flow',
      title: '',
      columns: hostileNames.map((label, i) => ({ label, opened: 12_345, closed: i })),
    },
    {
      kind: 'flow',
      title: '',
      columns: month.columns.map(({ opened }) => ({ label: hostileNames[0]!, opened, closed: 1 })),
    },
  ],
}

type Area = { left: number; right: number; top: number; bottom: number }
type Text = Area & { text: string; sizePx: number; fill: string }
type Box = Area & { fill: string }

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** Everything seen in the picture with where it is, as the printer itself measures it; texts in the order of reading. */
function read(svg: string): { texts: Text[]; boxes: Box[]; lines: Box[]; page: Area } {
  const [texts, boxes, lines]: [Text[], Box[], Box[]] = [[], [], []]
  let top = 0
  const tags = svg
    .replaceAll(/<defs.*?<\/defs>/gs, '')
    .matchAll(/<(?:g|rect|path|text)\b[^>]*>(?:([^<]*)<\/text>)?/g)
  for (const [tag, text = ''] of tags) {
    top = Number(/^<g transform="translate\(0 (\d+)\)/.exec(tag)?.[1] ?? top)
    const [fill, stroke] = [attribute(tag, 'fill'), attribute(tag, 'stroke')]
    const isSeen = fill !== 'none' && attribute(tag, 'fill-opacity') !== '0'
    const isLine = fill === 'none' && stroke !== ''
    const at = isSeen || isLine ? boundsOf(tag) : null
    if (!at) continue
    const area = { ...at, top: at.top + top, bottom: at.bottom + top }
    const sizePx = Number(/font-size:(\d+)px/.exec(tag)?.[1])
    if (tag.startsWith('<text')) texts.push({ ...area, text: decode(text), sizePx, fill })
    else if (isLine) lines.push({ ...area, fill: stroke })
    else boxes.push({ ...area, fill })
  }
  const [page, ...drawn] = boxes
  return { texts: texts.toSorted(byReading), boxes: drawn, lines, page: page! }
}

/** A text on the same line comes after what is to its left. */
function byReading(a: Text, b: Text): number {
  const [first, second] = [a, b].map(({ top, bottom }) => Math.round((top + bottom) / 2 / 8))
  return first! - second! || a.left - b.left
}

const family = /font-family:[^;"]*/.exec(
  drawChart({ title: 'A', subtitle: '', figures: [], panels: [] }, words),
)![0]

function boundsOf(element: string): Area | null {
  const closed = element.endsWith('</text>') ? element : element.replace(/\/?>$/, '/>')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" style="${family}">${closed}</svg>`
  const font = { fontFiles: Object.values(fonts), loadSystemFonts: false }
  const bounds = new Resvg(svg, { font }).getBBox()
  if (!bounds) return null
  const { x, y, width, height } = bounds
  return { left: x, right: x + width, top: y, bottom: y + height }
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
const decode = (text: string) => text.replace(/&(.+?);/g, (_, name: string) => entities[name]!)
const shown = (svg: string) => read(svg).texts.map(({ text }) => text)
/** The labels of bars, line by line: below the title, at the edge of the picture. */
const labels = (svg: string) =>
  read(svg)
    .texts.filter(({ left }) => left < 60)
    .map(({ text }) => text)
    .slice(1)
const numbers = (svg: string) =>
  shown(svg)
    .filter((text) => /^\d+$/.test(text))
    .map(Number)
    .toSorted((a, b) => a - b)

const meet = (a: Area, b: Area) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const holds = (a: Area, b: Area) =>
  a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom
const pairs = <T>(items: T[]) => items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b] as const))
/** Of the colours' squares, the one that stands before a word. */
const squareBefore = (word: Text, boxes: Box[]) =>
  boxes.findLast((box) => box.right < word.left && meet({ ...box, right: word.right }, word))!
const whole = ({ left, right, top, bottom }: Area): Area => {
  return {
    left: Math.round(left),
    right: Math.round(right),
    top: Math.round(top),
    bottom: Math.round(bottom),
  }
}

describe.each(Object.entries({ chart, hostile }))('the layout of a %s', (_, drawn) => {
  const { texts, boxes, lines, page } = read(drawChart(drawn, words))

  it('keeps everything on the page', () => {
    expect(texts.length).toBeGreaterThan(40)
    expect(lines.length).toBeGreaterThan(20)
    const within = (borderPx: number) => ({ ...page, left: borderPx, right: page.right - borderPx })
    expect(boxes.map(whole).filter((box) => !holds(within(48), box))).toEqual([])
    // Lines end round.
    expect(lines.map(whole).filter((line) => !holds(within(47), line))).toEqual([])
    expect(texts.filter((text) => !holds(within(8), text))).toEqual([])
  })

  it('lets no text run into another', () => {
    expect(pairs(texts).filter(([a, b]) => meet(a, b))).toEqual([])
  })

  it('has every text wholly inside a bar or wholly outside', () => {
    const crossing = texts.flatMap((text) =>
      [...boxes, ...lines].filter((box) => meet(text, box) && !holds(box, text)),
    )
    expect(crossing).toEqual([])
  })

  it('lets no bar cover another', () => {
    expect(pairs(boxes.map(whole)).filter(([a, b]) => meet(a, b))).toEqual([])
  })

  it('lets no line run through a bar', () => {
    const inner = boxes.map((box) => ({ ...box, top: box.top + 1.5 }))
    expect(inner.filter((box) => lines.some((line) => meet(line, box)))).toEqual([])
  })

  it('has no letter too small for a phone', () => {
    expect(Math.min(...texts.map(({ sizePx }) => sizePx))).toBeGreaterThanOrEqual(28)
  })
})

describe('the head', () => {
  const { texts, boxes, page } = read(drawChart(chart, words))

  it('has title, subtitle and figures', () => {
    expect(texts.slice(0, 2).map(({ text }) => text)).toEqual([chart.title, chart.subtitle])
    const tiles = boxes.filter(({ top, bottom }) => bottom - top === 184)
    const inside = tiles.map((tile) =>
      texts
        .filter((text) => holds(tile, text))
        .map(({ text }) => text)
        .join(' '),
    )
    expect(inside).toEqual([
      '214 Masuk',
      '3 jam 20 menit Rata-rata penyelesaian',
      '12345 Selesai',
      '4 Terlambat saat ini',
    ])
  })

  it('lets only a figure that alarms stand out', () => {
    const tileOf = (value: string) => {
      const text = texts.find((one) => one.text === value)!
      return boxes.find((box) => holds(box, text))!.fill
    }
    expect(tileOf('214')).toBe(tileOf('12345'))
    expect(tileOf('4')).not.toBe(tileOf('214'))
  })

  it('shows four figures at most', () => {
    const figures = ['1', '2', '3', '4', '5'].map((value) => ({ label: 'Masuk', value }))
    expect(numbers(drawChart({ ...only(), figures }, words))).toEqual([1, 2, 3, 4])
  })

  it('leaves no empty band where it has no figures', () => {
    const bare = read(drawChart({ ...chart, figures: [] }, words))
    const tile = boxes.find(({ top, bottom }) => bottom - top === 184)!
    const [first, next] = [boxes, bare.boxes].map((all) => all.find(({ top, bottom }) => bottom - top === 2)!)
    const missingPx = first!.top - next!.top
    expect(bare.page.bottom).toBe(page.bottom - missingPx)
    expect(next!.top).toBe(tile.top)
    expect(next!.top - bare.texts[1]!.bottom).toBeLessThan(60)
    expect(bare.texts.map(({ text }) => text)).toEqual([
      ...texts.slice(0, 2).map(({ text }) => text),
      ...texts.filter(({ top }) => top > tile.bottom).map(({ text }) => text),
    ])
  })

  it('needs no title and no figures', () => {
    expect(shown(drawChart(only(ranking), words))[0]).toBe('Instansi')
  })
})

describe('a standing', () => {
  const { texts, boxes } = read(drawChart(only(standing), words))

  it('shows every number, and a zero where nothing is open', () => {
    expect(numbers(drawChart(only(standing), words))).toEqual([0, 1, 3, 7, 2500, 12345])
  })

  it('names its colours and draws each part in its own', () => {
    const squareOf = (name: string) =>
      squareBefore(
        texts.find((one) => one.text === name)!,
        boxes,
      ).fill
    const barOf = (count: string) =>
      boxes.find((box) => texts.some((one) => one.text === count && holds(box, one)))?.fill
    expect(squareOf('Tepat waktu')).not.toBe(squareOf('Terlambat'))
    expect(['1', '2500'].map(barOf)).toEqual([squareOf('Tepat waktu'), squareOf('Tepat waktu')])
    expect(['3', '7', '12345'].map(barOf)).toEqual(Array(3).fill(squareOf('Terlambat')))
    expect(barOf('0')).toBeUndefined()
  })

  it('draws the longest bar to the edge and others in proportion, on one axis', () => {
    const bars = [
      { label: 'a', onTime: 30, late: 10 },
      { label: 'b', onTime: 10, late: 10 },
    ]
    const parts = read(drawChart(only({ ...standing, bars }), words)).boxes.filter(
      ({ bottom, top }) => bottom - top > 40,
    )
    const widths = parts.map(({ left, right }) => right - left).filter((width) => width > 2)
    const [first, second, third, fourth] = widths as [number, number, number, number]
    expect(widths).toHaveLength(4)
    expect(first / second).toBeCloseTo(3, 1)
    expect([third, fourth].map((width) => Math.abs(width - second) <= 1)).toEqual([true, true])
    expect(Math.max(...parts.map(({ right }) => right))).toBeCloseTo(1032, 3)
  })

  it.each([
    [99_999, 1],
    [1, 99_999],
    [99_999, 99_999],
    [0, 1],
  ])('ends at the edge with %i on time and %i late', (onTime, late) => {
    const drawn = read(drawChart(only({ ...standing, bars: [{ label: 'a', onTime, late }] }), words)).boxes
    const bars = drawn.filter(({ bottom, top }) => bottom - top > 40)
    expect(Math.max(...bars.map(({ right }) => right))).toBeCloseTo(1032, 3)
  })

  it('breaks a long label into lines and says that it goes on', () => {
    const label = 'Penyampaian solusi dan verifikasi penutupan laporan akhir kepada pelapor beserta buktinya'
    const lines = labels(drawChart(only({ ...standing, bars: [{ label, onTime: 1, late: 0 }] }), words))
    expect(lines).toHaveLength(3)
    expect(lines.join(' ')).toMatch(/^Penyampaian solusi dan verifikasi penutupan laporan akhir .*…$/)
    expect(labels(drawChart(only(standing), words)).join(' ')).toContain(
      '2. Penyampaian solusi dan verifikasi penutupan laporan',
    )
  })
})

describe('a ranking', () => {
  const { texts, boxes } = read(drawChart(only(ranking), words))

  it('shows labels and numbers in the order given, and no colours to explain', () => {
    const drawn = labels(drawChart(only(ranking), words))
    expect(drawn.join(' ')).toBe(
      'Badan Pengelolaan Keuangan dan Aset Daerah (BPKAD) Dinas Kesehatan RSUD Banten',
    )
    const others = texts.map(({ text }) => text).filter((text) => !drawn.includes(text))
    expect(others).toEqual(['Instansi', '40', '10', '0'])
    const middleOf = (one: string) => {
      const { top, bottom } = texts.find(({ text }) => text === one)!
      return (top + bottom) / 2
    }
    expect(Math.abs(middleOf('Dinas Kesehatan') - middleOf('10'))).toBeLessThan(6)
    expect(Math.abs(middleOf('RSUD Banten') - middleOf('0'))).toBeLessThan(6)
  })

  it('draws bars in proportion, and none for nothing', () => {
    const bars = boxes.filter(({ top, bottom, left, right }) => bottom - top > 40 && right - left > 2)
    expect(bars).toHaveLength(2)
    const [first, second] = bars.map(({ left, right }) => right - left) as [number, number]
    expect(first / second).toBeCloseTo(4, 1)
  })

  it('draws a bar for one of very many', () => {
    const bars = [
      { label: 'a', count: 12_345 },
      { label: 'b', count: 1 },
    ]
    const svg = drawChart(only({ ...ranking, bars }), words)
    expect(numbers(svg)).toEqual([1, 12_345])
    const drawn = read(svg).boxes.filter(({ fill }) => fill === '#52606d')
    expect(drawn).toHaveLength(2)
    expect(Math.min(...drawn.map(({ left, right }) => right - left))).toBeGreaterThan(3)
  })
})

describe('a flow', () => {
  /** The columns by colour; the first of each colour is its square among the names of colours. */
  function columnsOf(panel: ChartPanel) {
    const { boxes, texts } = read(drawChart(only(panel), words))
    const [opened, closed] = ['Masuk', 'Selesai'].map((name) => {
      const word = texts.find(({ text }) => text === name)!
      const square = squareBefore(word, boxes)
      return boxes.filter((box) => box !== square && box.fill === square.fill)
    }) as [Box[], Box[]]
    return { opened, closed, texts }
  }
  const heights = (columns: Box[]) => columns.map(({ top, bottom }) => bottom - top)

  it('shows every number of a week and names every day', () => {
    expect(numbers(drawChart(only(week), words))).toEqual([
      ...[20, 21, 22, 23, 24, 25, 26],
      ...[30, 31, 32, 33, 34, 35, 36],
    ])
    expect(shown(drawChart(only(week), words))).toEqual(expect.arrayContaining(['Sen 9', 'Rab 11', 'Min 15']))
  })

  it('draws what came in and what was closed side by side, in proportion', () => {
    const { opened, closed } = columnsOf(week)
    const perTicket = heights(closed)[6]! / 36
    expect(heights(opened).map((height) => Math.round(height / perTicket))).toEqual([
      20, 21, 22, 23, 24, 25, 26,
    ])
    expect(heights(closed).map((height) => Math.round(height / perTicket))).toEqual([
      30, 31, 32, 33, 34, 35, 36,
    ])
    opened.forEach(({ right }, i) => expect(Math.abs(right - closed[i]!.left)).toBeLessThan(0.2))
    expect(new Set([...opened, ...closed].map(({ bottom }) => bottom)).size).toBe(1)
  })

  it('draws all of 31 days, and names as many as have room', () => {
    const { opened, closed, texts } = columnsOf(month)
    expect([opened.length, closed.filter(({ top, bottom }) => bottom > top).length]).toEqual([31, 30])
    expect(opened.map(({ left }) => left)).toEqual(opened.map(({ left }) => left).toSorted((a, b) => a - b))
    const days = texts.map(({ text }) => text).slice(4)
    expect(days).toEqual(Array.from({ length: 16 }, (_, i) => `${1 + 2 * i}`))
    const dated = { ...month, columns: month.columns.map((day) => ({ ...day, label: `${day.label} Okt` })) }
    const dates = shown(drawChart(only(dated), words)).slice(4)
    expect(dates).toEqual(['1 Okt', '6 Okt', '11 Okt', '16 Okt', '21 Okt', '26 Okt', '31 Okt'])
  })

  it('puts a name under the middle of its columns', () => {
    const { opened, texts } = columnsOf(month)
    const names = texts.slice(4)
    const middles = names.map(({ left, right }) => (left + right) / 2)
    expect(middles.map((x, i) => Math.abs(x - opened[2 * i]!.right) < 4)).toEqual(names.map(() => true))
    const ticks = read(drawChart(only(month), words)).lines.filter(({ top, bottom }) => bottom - top > 2)
    expect(ticks.map(({ left }, i) => Math.abs(left + 1 - opened[2 * i]!.right) <= 1)).toEqual(
      names.map(() => true),
    )
  })

  it('tells of 31 days how many the highest column is', () => {
    const { closed, texts } = columnsOf(month)
    expect(texts[3]).toMatchObject({ text: '150' })
    const gapPx = Math.min(...closed.map(({ top }) => top)) - texts[3]!.bottom
    expect(gapPx >= 0 && gapPx < 20).toBe(true)
  })

  it('draws one day', () => {
    const columns = [{ label: 'Senin, 16 November', opened: 12_345, closed: 7 }]
    const svg = drawChart(only({ kind: 'flow', title: '', columns }), words)
    expect(numbers(svg)).toEqual([7, 12_345])
    expect(shown(svg).join(' ')).toContain('Senin, 16 November')
    const { opened, closed } = columnsOf({ kind: 'flow', title: '', columns })
    expect([...heights(opened), ...heights(closed)]).toEqual([260, expect.closeTo(3, 3)])
  })

  it('shows a zero among numbers', () => {
    const columns = [{ label: 'Senin', opened: 3, closed: 0 }]
    expect(numbers(drawChart(only({ kind: 'flow', title: '', columns }), words))).toEqual([0, 3])
  })
})

const empty: ChartPanel[] = [
  { ...standing, bars: [] },
  { ...standing, bars: [{ label: 'a', onTime: 0, late: 0 }] },
  { ...ranking, bars: [] },
  { ...ranking, bars: [{ label: 'a', count: 0 }] },
  { ...week, columns: [] },
  { ...month, columns: month.columns.map(({ label }) => ({ label, opened: 0, closed: 0 })) },
]
test.each(empty)('a panel without anything says so: $kind', (panel) => {
  expect(shown(drawChart(only(panel), words))).toEqual([panel.title, 'Tidak ada.'])
})

describe('what a requester writes', () => {
  const svg = drawChart(hostile, words)

  it('is shown, not obeyed', () => {
    expect(svg).not.toContain('<script')
    expect(shown(svg).join(' ')).toContain('</text></svg><script>alert(1)</script> & "Dinas"')
  })

  it('loses what is not seen', () => {
    const [, ...rest] = svg.replaceAll(/<style.*?<\/style>/gs, '').split(/\n(?=<)/)
    expect(rest.length).toBeGreaterThan(40)
    expect(rest.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}\ufffe]/u.test(line.trimEnd()))).toEqual([])
  })

  it('has a name even where no label can be drawn', () => {
    const bars = [{ label: '\u200b', count: 3 }]
    const drawn = drawChart(only({ kind: 'ranking', title: '', bars }), words)
    expect(shown(drawn)).toEqual(['3'])
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('is measured as wide as it is drawn, or wider', () => {
    const latin = Array.from({ length: 0x17f - 0x21 }, (_, i) => String.fromCodePoint(0x21 + i))
    const letters = [...latin, ...'…□–—‰ЖЩЮωΩشصضطﷲ'].filter((one) => /[^\p{C}\p{Z}]/u.test(one))
    const narrower = letters.flatMap((one) =>
      [false, true]
        .filter((bold) => {
          const text = one.repeat(10).replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'))
          const bounds = boundsOf(
            `<text y="99" font-size="30"${bold ? ' font-weight="bold"' : ''}>${text}</text>`,
          )!
          return (
            bounds.right - bounds.left >
            widthOf(one.repeat(10), { fontSize: 30, fontWeight: bold ? 'bold' : 'normal' })
          )
        })
        .map((bold) => ({ one, bold })),
    )
    expect(narrower).toEqual([])
  })
})

test('a text becomes lines that fit, and only its end is left out', () => {
  const lettering = { fontSize: 30 }
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z ]{0,60}$/), (text) => {
      const lines = wrap(text, lettering, 200, 2).split('\n')
      expect(lines.length).toBeLessThanOrEqual(2)
      expect(lines.filter((line) => widthOf(line, lettering) > 200)).toEqual([])
      const words = text.split(' ').filter((word) => word !== '')
      if (lines.some((line) => line.endsWith('…')))
        expect(widthOf(words.join(' '), lettering)).toBeGreaterThan(200)
      else expect(lines.join(' ')).toBe(words.join(' '))
    }),
  )
})

describe('renderChart', () => {
  const sizeOf = (png: Uint8Array) => [Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)]

  it.each(Object.entries({ chart, hostile }))(
    'draws a %s as a PNG of the size of its SVG',
    async (_, drawn) => {
      const png = await renderChart(drawn, words)
      expect([...png.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
      const { page } = read(drawChart(drawn, words))
      expect(sizeOf(png)).toEqual([1080, page.bottom])
      expect(png.length).toBeLessThan(1_000_000)
    },
  )

  it('is as high as its panels need', async () => {
    const [one, two] = await Promise.all(
      [only(ranking), only(ranking, ranking)].map((drawn) => renderChart(drawn, words)),
    )
    const [height, higher] = [sizeOf(one!)[1]!, sizeOf(two!)[1]!]
    expect(higher).toBeGreaterThan(height * 1.5)
    expect(higher).toBeLessThan(height * 2)
  })

  it('keeps a long monthly one within what a chat takes as a picture', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i) => `${i + 1}. Penyelesaian oleh petugas teknis`)
    const panels: ChartPanel[] = [
      month,
      { ...standing, bars: rows(9).map((label) => ({ label, onTime: 3, late: 1 })) },
      ...[7, 5, 4].map((count) => ({ ...ranking, bars: rows(count).map((label) => ({ label, count: 3 })) })),
    ]
    const [width, height] = sizeOf(await renderChart({ ...chart, panels }, words)) as [number, number]
    expect(width + height).toBeLessThan(10_000)
  })

  it('has its letters with it, bold ones too', async () => {
    const widths = ['', ' font-weight="bold"'].map(
      (weight) => boundsOf(`<text y="9"${weight}>Pengaduan</text>`)!.right,
    )
    expect(widths[1]! / widths[0]!).toBeGreaterThan(1.05)
    const bare = await renderChart(only(), words)
    const titled = await renderChart({ ...only(), title: 'Pengaduan' }, words)
    expect(titled.length).toBeGreaterThan(bare.length + 500)
  })
})
