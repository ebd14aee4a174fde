import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'
import * as echarts from 'echarts'
import type { DigestChart } from '../../core/app/ports.ts'

/** What the two parts of a bar are called. */
export type ChartWords = Record<Part, string>
type Part = 'onTime' | 'late'

const widthPx = 1080
const rowPx = 104
const headPx = 260
const footPx = 40
const namePx = 400
const plotPx = 550
const font = 'DejaVu Sans'
const ink = '#1f2933'
const faint = '#616e7c'
/** Told apart by every kind of colour blindness, and by lightness in print (Okabe and Ito). */
const colours: Record<Part, string> = { onTime: '#0072b2', late: '#d55e00' }

const resolve = createRequire(import.meta.url).resolve
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  resolve(`dejavu-fonts-ttf/ttf/${file}`),
)

/** The chart as PNG, drawn with fonts of its own: a server often has none. */
export async function renderChart(chart: DigestChart, words: ChartWords): Promise<Uint8Array> {
  const image = await renderAsync(drawChart(chart, words), {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: font },
  })
  return image.asPng()
}

/** The chart as SVG: one bar for each row, on time and late side by side with their numbers, wide enough for a phone. */
export function drawChart(chart: DigestChart, words: ChartWords): string {
  const height = headPx + chart.bars.length * rowPx + footPx
  const canvas = echarts.init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height })
  try {
    canvas.setOption(optionsOf(chart, words))
    return canvas.renderToSVGString()
  } finally {
    canvas.dispose()
  }
}

function optionsOf(chart: DigestChart, words: ChartWords): echarts.EChartsCoreOption {
  const lengths = lengthsOf(chart)
  const parts = (part: Part) =>
    chart.bars.map((bar, i) => ({ count: bar[part], length: lengths[i]?.[part] ?? 0 }))
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: font, color: ink },
    title: {
      text: chart.title,
      subtext: wrap(chart.subtitle, 58, 2),
      left: 40,
      top: 32,
      itemGap: 14,
      textStyle: { fontSize: 44, color: ink },
      subtextStyle: { fontSize: 28, color: faint, lineHeight: 38 },
    },
    legend: {
      left: 45,
      top: 190,
      itemWidth: 32,
      itemHeight: 32,
      itemGap: 48,
      padding: 0,
      textStyle: { fontSize: 30, color: ink },
    },
    grid: { left: namePx + 60, width: plotPx, top: headPx, bottom: footPx },
    xAxis: { type: 'value', show: false, max: Math.max(1, ...lengths.map((bar) => bar.onTime + bar.late)) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.bars.map((bar) => wrap(bar.label, 24, 2)),
      axisLine: { lineStyle: { color: '#cbd2d9', width: 2 } },
      axisTick: { show: false },
      axisLabel: {
        fontSize: 28,
        lineHeight: 36,
        color: ink,
        margin: 20,
        interval: 0,
        width: namePx,
        align: 'right',
      },
    },
    series: [
      series(words.onTime, colours.onTime, parts('onTime')),
      series(words.late, colours.late, parts('late')),
      empties(chart),
    ],
  }
}

/** Lengths in shares of the longest bar; a part is never so short that its number would not fit in. */
function lengthsOf({ bars }: DigestChart): Record<Part, number>[] {
  const longest = Math.max(1, ...bars.map((bar) => bar.onTime + bar.late))
  const length = (count: number) =>
    count === 0 ? 0 : Math.max(count / longest, (24 + 22 * String(count).length) / plotPx)
  return bars.map(({ onTime, late }) => ({ onTime: length(onTime), late: length(late) }))
}

function series(name: string, color: string, parts: { count: number; length: number }[]): object {
  return {
    name,
    type: 'bar',
    stack: 'tickets',
    barWidth: 56,
    itemStyle: { color },
    label: { color: '#ffffff', fontSize: 30, fontWeight: 'bold' },
    data: parts.map(({ count, length }) => ({
      value: length,
      label: { show: count > 0, formatter: String(count) },
    })),
  }
}

/** A zero beside the axis where nothing is open, lest an empty row be taken for a fault of the picture. */
function empties({ bars }: DigestChart): object {
  const label = { position: 'right', formatter: '0', color: faint, fontSize: 30 }
  return {
    type: 'bar',
    stack: 'tickets',
    data: bars.map((bar) => ({ value: 0, label: { ...label, show: bar.onTime + bar.late === 0 } })),
  }
}

/** Breaks a text at spaces into at most `linesMax` lines; what is left over ends in an ellipsis. */
function wrap(text: string, lineLengthMax: number, linesMax: number): string {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < lineLengthMax)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const shown = lines.slice(0, linesMax).map((line) => cut(line, lineLengthMax))
  if (lines.length > linesMax) shown[linesMax - 1] = cut(`${shown[linesMax - 1]} …`, lineLengthMax)
  return shown.join('\n')
}

function cut(line: string, lengthMax: number): string {
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1).trimEnd()}…`
}
