import { renderAsync } from '@resvg/resvg-js'
import * as echarts from 'echarts'
import type { DigestChart } from '../../core/app/ports.ts'
import { colours, edgePx, heading, headingOf, ink, panelOf, roomPx, small, widthPx } from './chart-panels.ts'
import type { ChartPart, ChartWords } from './chart-panels.ts'
import { sizeOf, wrap } from './chart-text.ts'
import { fonts } from './printable.ts'

const fontFamily = 'DejaVu Sans Condensed'
const borderPx = 44

/** The chart as PNG, drawn with fonts of its own: a server often has none. */
export async function renderChart(chart: DigestChart, words: ChartWords): Promise<Uint8Array> {
  const image = await renderAsync(drawChart(chart, words), {
    font: { fontFiles: Object.values(fonts), loadSystemFonts: false, defaultFontFamily: fontFamily },
  })
  return image.asPng()
}

/** The chart as SVG, as wide as a phone can show; its head and its panels stand one under the other. */
export function drawChart(chart: DigestChart, words: ChartWords): string {
  let height = borderPx
  const drawn = [headOf(chart), ...chart.panels.map((panel) => panelOf(panel, words))].map((part) => {
    const svg = `<g transform="translate(0 ${height})">${draw(part)}</g>`
    height += part.heightPx
    return svg
  })
  height += borderPx
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${height}">` +
    `<rect width="${widthPx}" height="${height}" fill="#ffffff"/>${drawn.join('')}</svg>`
  )
}

function draw({ option, heightPx: height }: ChartPart): string {
  const canvas = echarts.init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height })
  try {
    canvas.setOption({ animation: false, textStyle: { fontFamily }, ...option })
    return canvas.renderToSVGString()
  } finally {
    canvas.dispose()
  }
}

const tilesMax = 4
const tilePx = 184
const gapPx = 18

/** Title and subtitle; under them the figures, if any, in tiles side by side. */
function headOf({ title, subtitle, figures }: DigestChart): ChartPart {
  const style = { ...heading, fontSize: sizeOf(title, [48, 42], roomPx), lineHeight: 56 }
  const head = headingOf(title, style, subtitle, 0)
  const shown = figures.slice(0, tilesMax)
  const width = (roomPx + gapPx) / shown.length - gapPx
  const y = head.heightPx + 40
  const tiles = shown.map((figure, i) => tileOf(figure, edgePx + i * (width + gapPx), y, width))
  const option = {
    title: [head.title, ...tiles.map((tile) => tile.title)],
    graphic: tiles.map((tile) => tile.graphic),
  }
  return { option, heightPx: tiles.length > 0 ? y + tilePx : head.heightPx }
}

/** A value over its label, in 90 and 74 pixels; one that alarms is filled with the colour of what is late. */
function tileOf(
  { label, value, alarm }: DigestChart['figures'][number],
  x: number,
  y: number,
  width: number,
) {
  const [fill, color] = alarm ? [colours.late, '#ffffff'] : ['#eef1f4', ink]
  const textPx = width - 24
  const large = { fontSize: sizeOf(value, [68, 54, 44, 36], textPx), fontWeight: 'bold', color } as const
  const plain = { fontSize: small.fontSize, fontWeight: alarm ? 'bold' : 'normal', color } as const
  const text = wrap(value, large, textPx, large.fontSize > 36 ? 1 : 2)
  const subtext = wrap(label, plain, textPx, 2)
  const textStyle = { ...large, lineHeight: 90 / text.split('\n').length }
  const subtextStyle = { ...plain, lineHeight: 74 / subtext.split('\n').length }
  const place = { left: x + width / 2, top: y + 10, textAlign: 'center', padding: 0, itemGap: 0 } as const
  return {
    graphic: { type: 'rect', shape: { x, y, width, height: tilePx, r: 16 }, style: { fill } } as const,
    title: { text, textStyle, subtext, subtextStyle, ...place },
  }
}
