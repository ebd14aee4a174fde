import type { Profile } from '../sop/sop.ts'
import type { SopWords } from '../text/id/sop.ts'
import { sopGraph, type SopExit, type SopNode } from './sop-graph.ts'
import { pad, wrap } from './wrap.ts'

/**
 * The SOP as a diagram in text. Boxes stand one below the other in the order of the rows; a way to the next row goes
 * straight down, every other way through a lane at the right, which ends with an arrow at its row. All ways to one row
 * share its lane.
 */
export function sopDiagram(profile: Profile, words: SopWords): string {
  const nodes = sopGraph(profile, words)
  const drawing: Drawing = { lines: [], wires: [], arrows: [] }
  nodes.forEach((node, index) => drawNode(drawing, node, index))
  return [...withLanes(drawing), words.diagram.legend].join('\n')
}

/** The left half, the lines from which a wire goes to a node's lane, and the line at which each lane enters its node. */
type Drawing = { lines: string[]; wires: { line: number; to: number }[]; arrows: number[] }

const boxWidth = 56

function drawNode(drawing: Drawing, node: SopNode, index: number): void {
  const { exits } = node
  const edge = (left: string, right: string, tap = '─') => `${left}─${tap}${'─'.repeat(boxWidth - 4)}${right}`
  const [top, bottom] = node.terminal ? ['╭╮', '╰╯'] : ['┌┐', '└┘']
  const inside = node.lines.flatMap((line) => wrap(line, boxWidth - 4))
  drawing.lines.push(edge(top[0] ?? '', top[1] ?? ''))
  drawing.arrows.push(drawing.lines.length)
  drawing.lines.push(...inside.map((line) => `│ ${pad(line, boxWidth - 4)} │`))
  drawing.lines.push(edge(bottom[0] ?? '', bottom[1] ?? '', exits.length > 0 ? '┬' : '─'))
  const down = exits.filter(({ to }) => to === index + 1)
  const aside = exits.filter((exit) => !down.includes(exit))
  aside.forEach((exit, at) => drawAside(drawing, exit, down.length === 0 && at === aside.length - 1))
  for (const exit of down) drawing.lines.push(...labelled(exit, '  │ ', '│'))
  drawing.lines.push(down.length > 0 ? '  ▼' : '')
}

function drawAside(drawing: Drawing, exit: SopExit, last: boolean): void {
  drawing.lines.push(...labelled(exit, last ? '  └─' : '  ├─', last ? ' ' : '│'))
  if (exit.to !== null) drawing.wires.push({ line: drawing.lines.length - 1, to: exit.to })
}

/** The way's label on as many lines as it needs, after a sign of who takes it. */
function labelled({ label, chosen }: SopExit, branch: string, trunk: string): string[] {
  const sign = chosen ? '●' : '○'
  return wrap(label, boxWidth - 6).map((line, at) =>
    at === 0 ? `${branch}${sign} ${line}` : `  ${trunk}   ${line}`,
  )
}

/** A node's lane: from the highest to the lowest of the lines that it joins, in one of the columns at the right. */
type Lane = { to: number; from: number; until: number; column: number }

function lanesOf({ wires, arrows }: Drawing): Lane[] {
  const spans = arrows.flatMap((arrow, to) => {
    const joined = wires.filter((wire) => wire.to === to).map(({ line }) => line)
    return joined.length === 0
      ? []
      : [{ to, from: Math.min(arrow, ...joined), until: Math.max(arrow, ...joined) }]
  })
  const lanes: Lane[] = []
  for (const span of spans.sort((a, b) => a.until - a.from - (b.until - b.from))) {
    const beside = lanes.filter((lane) => lane.from <= span.until && span.from <= lane.until)
    const taken = new Set(beside.map(({ column }) => column))
    let column = 0
    while (taken.has(column)) column += 1
    lanes.push({ ...span, column })
  }
  return lanes
}

const up = 1
const down = 2
const left = 4
const right = 8

const strokes = new Map([
  [up | down, '│'],
  [left | right, '─'],
  [up | left, '┘'],
  [down | left, '┐'],
  [up | down | left, '┤'],
  [up | down | left | right, '┼'],
])

/** The lines with the lanes drawn beside them; a cell of a lane knows to which sides its strokes go. */
function withLanes(drawing: Drawing): string[] {
  const cells = drawing.lines.map(() => new Map<number, number>())
  const stroke = (line: number, x: number, sides: number) =>
    cells[line]?.set(x, (cells[line].get(x) ?? 0) | sides)
  for (const { to, from, until, column } of lanesOf(drawing)) {
    const x = boxWidth + 2 + column * 3
    for (let line = from; line <= until; line += 1)
      stroke(line, x, (line > from ? up : 0) | (line < until ? down : 0))
    const joined = drawing.wires.filter((wire) => wire.to === to).map(({ line }) => line)
    for (const line of [...joined, drawing.arrows[to] ?? 0]) {
      const start = line === drawing.arrows[to] ? boxWidth + 1 : wireStart(drawing.lines[line] ?? '')
      for (let at = start; at < x; at += 1) stroke(line, at, left | right)
      stroke(line, x, left)
    }
  }
  return drawing.lines.map((text, line) => {
    const row = cells[line] ?? new Map<number, number>()
    const entered = drawing.arrows.includes(line) && row.get(boxWidth + 1) !== undefined
    const shown = [...pad(entered ? `${text}◄` : text, Math.max(0, ...row.keys()) + 1)]
    for (const [x, sides] of row) shown[x] = strokes.get(sides) ?? '?'
    return shown.join('').trimEnd()
  })
}

/** A wire begins one space after its label. */
function wireStart(text: string): number {
  return [...text].length + 1
}
