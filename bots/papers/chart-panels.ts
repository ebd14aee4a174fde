import type { EChartsOption } from 'echarts'
import type { ChartPanel } from '../../core/app/ports.ts'
import { heightOf, widthOf, wrap, type Lettering } from './chart-text.ts'

/** A part of the picture: what echarts is to draw, and how high it is. */
export type ChartPart = { option: EChartsOption; heightPx: number }
/** What the colours are called, and what stands in a panel without anything to show. */
export type ChartWords = Record<'onTime' | 'late' | 'opened' | 'closed' | 'none', string>
/** How many of each row or day are of one colour. */
type Counted = { name: string; color: string; counts: number[] }

/** The picture's width, its white border, and the room between. */
export const widthPx = 1080
export const edgePx = 48
export const roomPx = widthPx - 2 * edgePx

/**
 * Told apart by every kind of colour blindness, and in a pair by lightness in print: those of Okabe and Ito, the green
 * darkened to stand out beside its light blue. Only what is late is orange, in every picture; `count` is of no pair.
 */
export const colours = {
  onTime: '#0072b2',
  late: '#d55e00',
  opened: '#56b4e9',
  closed: '#006d50',
  count: '#52606d',
}
/** What is to be read, and what may be passed over but can still be read on white. */
export const ink = '#1f2933'
const faint = '#616e7c'
/** Of lines that only divide. */
const hairline = { color: '#cbd2d9', width: 2 }

type Style = Lettering & { lineHeight: number; color: string }
export const heading: Style = { fontSize: 38, lineHeight: 46, fontWeight: 'bold', color: ink }
const label: Style = { fontSize: 30, lineHeight: 37, color: ink }
const figure: Style = { ...label, fontWeight: 'bold' }
/** Shown on a phone a third as wide; a smaller letter could not be read there. */
export const small: Style = { fontSize: 28, lineHeight: 34, color: ink }
/** Stands where there is no bar, lest an empty row be taken for a fault of the picture. */
const zero = { color: faint, fontWeight: 'normal', position: 'right', distance: 16, formatter: '0' } as const

const parts = { standing: ['onTime', 'late'], ranking: ['count'], flow: ['opened', 'closed'] } as const

/** A panel with its title, a line above it, and its colours named where it has two. */
export function panelOf(panel: ChartPanel, words: ChartWords): ChartPart {
  const bars: ({ label: string } & { [part in keyof typeof colours]?: number })[] =
    panel.kind === 'flow' ? panel.columns : panel.bars
  const counted = parts[panel.kind].map((part) => ({
    name: part === 'count' ? '' : words[part],
    color: colours[part],
    counts: bars.map((bar) => bar[part] ?? 0),
  }))
  const isEmpty = counted.every(({ counts }) => counts.every((count) => count === 0))
  const { title, heightPx } = headingOf(panel.title, heading, isEmpty ? words.none : '', 60)
  const line = { x: edgePx, y: 40, width: roomPx, height: hairline.width }
  const frame: EChartsOption = {
    title,
    graphic: { type: 'rect', shape: line, style: { fill: hairline.color } },
    legend: {
      show: counted.length > 1,
      left: edgePx,
      top: heightPx + 22,
      padding: 0,
      icon: 'roundRect',
      itemWidth: 30,
      itemHeight: 30,
      itemGap: 40,
      textStyle: { ...label, padding: [0, 0, 0, 9] },
    },
  }
  if (isEmpty) return { option: frame, heightPx }
  const labels = bars.map((bar) => bar.label)
  const top = heightPx + (counted.length > 1 ? 78 : 18)
  const plot = panel.kind === 'flow' ? columns(labels, counted, top) : rows(labels, counted, top)
  return { option: { ...frame, ...plot.option }, heightPx: plot.heightPx }
}

/** A title over a smaller text, each in two lines at most. */
export function headingOf(title: string, textStyle: Style, subtitle: string, top: number) {
  const subtextStyle: Style = { ...label, color: faint }
  const [text, subtext] = [wrap(title, textStyle, roomPx, 2), wrap(subtitle, subtextStyle, roomPx, 2)]
  const itemGap = subtext === '' ? 0 : 10
  return {
    title: { text, textStyle, subtext, subtextStyle, left: edgePx, top, padding: 0, itemGap },
    heightPx: top + heightOf(text, textStyle) + itemGap + heightOf(subtext, subtextStyle),
  }
}

/** A length in shares of the longest; what is not zero is never too short to be seen. */
function shareOf(count: number, most: number, shareMin: number): number {
  return count === 0 ? 0 : Math.max(count / most, shareMin)
}

const barPx = 46

/** Labels and bars to their right: two parts with their numbers inside, or one with its number after it. */
function rows(labels: string[], counted: Counted[], top: number): ChartPart {
  const data = labels.map((text) => wrap(text, label, 420, 3))
  const columnPx = Math.ceil(24 + Math.max(...data.map((text) => widthOf(text, label))))
  const pitchPx = 14 + Math.max(barPx, ...data.map((text) => heightOf(text, label)))
  const totals = labels.map((_, i) => counted.reduce((sum, { counts }) => sum + counts[i]!, 0))
  const most = Math.max(...totals)
  const isParted = counted.length > 1
  const numberPx = (count: number) => Math.ceil(widthOf(String(count), figure))
  const afterPx = isParted ? 0 : 16 + numberPx(most)
  const lengthOf = (count: number) => {
    const lengthMinPx = isParted ? 24 + numberPx(count) : 4
    // Such a part may make the longest bar longer than 1; in the room it is given it then still has its least length.
    return shareOf(count, most, lengthMinPx / (roomPx - columnPx - afterPx - lengthMinPx))
  }
  const option: EChartsOption = {
    grid: { top, bottom: 0, left: edgePx + columnPx, right: edgePx + afterPx, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, max: 'dataMax' },
    yAxis: {
      type: 'category',
      inverse: true,
      data,
      offset: 1,
      axisLine: { onZero: false, lineStyle: hairline },
      axisTick: { show: false },
      axisLabel: { ...label, interval: 0, align: 'left', margin: columnPx - 1 },
    },
    series: counted.map(({ name, color, counts }, nth) => ({
      type: 'bar',
      name,
      stack: 'row',
      barWidth: barPx,
      itemStyle: { color },
      label: {
        ...figure,
        show: true,
        ...(isParted ? { color: '#ffffff' } : { position: 'right', distance: 16 }),
      },
      data: counts.map((count, i) => ({
        value: lengthOf(count),
        label: totals[i] === 0 && nth === 0 ? zero : { show: count > 0, formatter: String(count) },
      })),
    })),
  }
  return { option, heightPx: top + labels.length * pitchPx }
}

const columnsPx = 260
const numbersPx = 36

/** Columns under their numbers; where these would not fit, under a line at the height of the greatest. */
function columns(labels: string[], counted: Counted[], top: number): ChartPart {
  const pitchPx = roomPx / labels.length
  const barWidth = Math.min(96, pitchPx * 0.4)
  const most = Math.max(...counted.flatMap(({ counts }) => counts))
  const isNumbered = widthOf(String(most), small) + 4 <= barWidth
  const data = labels.map((text) => wrap(text, small, Math.max(pitchPx - 16, 104), 2))
  const widestPx = Math.max(...data.map((text) => widthOf(text, small)))
  const step = [1, 2, 5, 10, 15].find((every) => widestPx + 16 <= every * pitchPx) ?? labels.length
  const interval = (i: number) => i % step === 0
  const bottom = 16 + Math.max(...data.map((text) => heightOf(text, small)))
  const lineStyle = { ...hairline, color: faint }
  const option: EChartsOption = {
    grid: { top: top + numbersPx, bottom, left: edgePx, right: edgePx, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data,
      offset: 1,
      axisLine: { onZero: false, lineStyle },
      axisTick: { show: true, alignWithLabel: true, length: 10, lineStyle, interval },
      axisLabel: { ...small, margin: 14, interval },
    },
    yAxis: {
      show: !isNumbered,
      type: 'value',
      max: 1,
      interval: 1,
      axisLabel: {
        ...small,
        showMinLabel: false,
        formatter: String(most),
        inside: true,
        margin: 0,
        verticalAlign: 'bottom',
      },
      splitLine: { showMinLine: false, lineStyle: hairline },
    },
    series: counted.map(({ name, color, counts }) => ({
      type: 'bar',
      name,
      barWidth,
      barGap: 0,
      itemStyle: { color },
      label: { ...small, show: isNumbered, position: 'top', distance: 2 },
      data: counts.map((count) => ({
        value: shareOf(count, most, 3 / columnsPx),
        label: { formatter: String(count), color: count === 0 ? faint : ink },
      })),
    })),
  }
  return { option, heightPx: top + numbersPx + columnsPx + bottom }
}
