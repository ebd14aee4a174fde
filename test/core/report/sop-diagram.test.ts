import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadProfile, shippedProfiles } from '../../../bots/profiles.ts'
import { sopDiagram } from '../../../core/report/sop-diagram.ts'
import { sopMermaid } from '../../../core/report/sop-mermaid.ts'
import { ProfileSchema, type Profile } from '../../../core/sop/sop.ts'
import { sopWords } from '../../../core/text/id/sop.ts'
import { sampleSop } from './sop-sample.ts'

/** `from` and `to` are boxes; a way within a row leads to null. */
type Way = { from: string; sign: string; label: string; to: string | null }

/** As much of a title as stands on the first line of its box; it begins with the row. */
function nameOf(title: string): string {
  return title.slice(0, 30).trim()
}

/**
 * Reads a diagram as a person does: a label hangs under its box, and the eye follows the line, straight over every
 * crossing, to the one arrow at its end.
 */
function readDiagram(text: string): Way[] {
  const lines = text.split('\n').slice(0, -1)
  const boxes: { top: number; bottom: number; title: string }[] = []
  lines.forEach((line, at) => {
    if (/^[┌╭]/.test(line)) boxes.push({ top: at, bottom: at, title: '' })
    const box = boxes.at(-1)
    if (/^[└╰]─/.test(line) && box) box.bottom = at
  })
  for (const box of boxes) box.title = nameOf((lines[box.top + 1] ?? '').slice(2, 54))
  return boxes.flatMap((box, index) => {
    const next = boxes[index + 1]
    const below = lines.slice(box.bottom + 1, next?.top ?? lines.length)
    const leadsDown = below.at(-1)?.startsWith('  ▼') ?? false
    const ways: (Way & { line: number })[] = []
    below.forEach((line, at) => {
      const left = [...line].slice(0, 57).join('').replace(/ ─+$/, '').trimEnd()
      const begins = /^ {2}(├─|└─|│ )([●○]) (.*)$/.exec(left)
      const goesOn = /^ {2}[│ ] {3}(\S.*)$/.exec(left)
      const last = ways.at(-1)
      if (begins) {
        const to = begins[1] === '│ ' && leadsDown ? (next?.title ?? null) : null
        ways.push({ from: box.title, sign: begins[2] ?? '', label: begins[3] ?? '', to, line: at })
      } else if (goesOn && last) Object.assign(last, { label: `${last.label} ${goesOn[1]}`, line: at })
    })
    return ways.map(({ line, ...way }) => {
      const target = follow(lines, box.bottom + 1 + line)
      return target === null ? way : { ...way, to: boxes.find(({ top }) => top + 1 === target)?.title ?? '?' }
    })
  })
}

/** The line of the arrow that a wire on this line leads to; null where there is no wire. */
function follow(lines: readonly string[], line: number): number | null {
  const cell = (y: number, x: number) => [...(lines[y] ?? '')][x] ?? ' '
  let x = 56
  if (cell(line, 57) !== '─') return null
  while (!'┐┘┤'.includes(cell(line, x))) {
    if (!' ─┼'.includes(cell(line, x)) && x > 57) throw new Error(`broken wire in line ${line}`)
    x += 1
  }
  const arrows = new Set<number>()
  const walk = (y: number, step: number) => {
    for (let at = y + step; ; at += step) {
      const sign = cell(at, x)
      if (!'│┼┤┐┘'.includes(sign)) throw new Error(`broken lane at line ${at}`)
      if ('┤┐┘'.includes(sign) && entersBox(at)) arrows.add(at)
      if (sign === (step > 0 ? '┘' : '┐')) return
    }
  }
  const entersBox = (y: number) => cell(y, 56) === '◄'
  if (cell(line, x) !== '┘') walk(line, 1)
  if (cell(line, x) !== '┐') walk(line, -1)
  expect(arrows.size).toBe(1)
  return [...arrows][0] ?? null
}

/** What the diagram must say, worked out from the profile alone. */
function waysOf(profile: Profile): Way[] {
  const titleOf = (id: string) => {
    const step = profile.steps.find((s) => s.id === id)
    return nameOf(step ? `${step.row}. ${step.title}` : '?')
  }
  const rowOf = (id: string) => profile.steps.find((s) => s.id === id)?.row
  const listed = (from: string, sign: string, label: string, to: readonly string[]): Way[] =>
    to.map((id, at) => {
      const condition = at < to.length - 1 ? `, bila langkah ${rowOf(id)} pernah dijalankan` : ', selain itu'
      return { from, sign, label: to.length === 1 ? label : label + condition, to: titleOf(id) }
    })
  const end = nameOf('Pengaduan selesai dan ditutup')
  const rows = profile.steps.flatMap((step) =>
    step.outcomes.flatMap((outcome): Way[] => {
      const from = titleOf(step.id)
      const sign = outcome.event === undefined ? '●' : '○'
      const silent = step.silence?.outcome === outcome.id
      const label = outcome.label + (silent ? ` (juga bila pelapor diam ${step.silence?.end})` : '')
      if (outcome.to === 'end') return [{ from, sign, label, to: end }]
      if (outcome.to !== 'above')
        return listed(from, sign, label, typeof outcome.to === 'string' ? [outcome.to] : outcome.to)
      const roles: string[] = []
      let role = profile.roles[step.holder ?? step.actor]?.above
      for (; role !== undefined; role = profile.roles[role]?.above)
        roles.push(profile.roles[role]?.title ?? '')
      return [{ from, sign, label: `${label} ↑ ke ${roles.join(', lalu ')}, tetap di langkah ini`, to: null }]
    }),
  )
  return [
    ...listed('Pengaduan masuk', '○', 'Mulai', [profile.start]),
    ...rows,
    ...listed(end, '●', 'Dibuka kembali', profile.reopen),
  ]
}

function sorted(ways: Way[]): string[] {
  return ways.map((way) => `${way.from} ${way.sign} ${way.label} → ${way.to}`).sort()
}

function shipped(id: string): Profile {
  const loaded = loadProfile(id)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.profile
}

test('a branch, a skip, a loop back, a climb, a silence and a reopening', () => {
  expect(sopDiagram(sampleSop(), sopWords)).toMatchInlineSnapshot(`
    "╭──────────────────────────────────────────────────────╮
    │ Pengaduan masuk                                      │
    ╰─┬────────────────────────────────────────────────────╯
      │ ○ Mulai
      ▼
    ┌──────────────────────────────────────────────────────┐
    │ 1. Terima                                            │
    │ Loket · 1 jam                                        │
    └─┬────────────────────────────────────────────────────┘
      ├─● Minta rekanan ─────────────────────────────────────────┐
      │ ● Lanjut                                                 │
      ▼                                                          │
    ┌──────────────────────────────────────────────────────┐     │
    │ 2. Tangani                                           │◄────┼──┐
    │ Loket (menunggu Kepala) · tanpa batas                │     │  │
    └─┬────────────────────────────────────────────────────┘     │  │
      ├─● Naik ↑ ke Sekretaris, tetap di langkah ini             │  │
      └─● Setuju ─────────────────────────────────────────────┐  │  │
                                                              │  │  │
    ┌──────────────────────────────────────────────────────┐  │  │  │
    │ 3. Perbaikan rekanan                                 │◄─┼──┤  │
    │ Rekanan · 2 hari (pihak luar, waktunya dihitung      │  │  │  │
    │ tersendiri)                                          │  │  │  │
    └─┬────────────────────────────────────────────────────┘  │  │  │
      │ ● Catat jawaban                                       │  │  │
      ▼                                                       │  │  │
    ┌──────────────────────────────────────────────────────┐  │  │  │
    │ 4. Tutup                                             │◄─┘  │  │
    │ Loket · 1 jam                                        │     │  │
    └─┬────────────────────────────────────────────────────┘     │  │
      ├─○ Belum, bila langkah 3 pernah dijalankan ───────────────┘  │
      ├─○ Belum, selain itu ────────────────────────────────────────┤
      │ ● Tutup (juga bila pelapor diam 3 hari)                     │
      ▼                                                             │
    ╭──────────────────────────────────────────────────────╮        │
    │ Pengaduan selesai dan ditutup                        │        │
    ╰─┬────────────────────────────────────────────────────╯        │
      └─● Dibuka kembali ───────────────────────────────────────────┘

    ● dipilih petugas   ○ karena pelapor atau dengan sendirinya   ┼ garis bersilang, tidak bersambung"
  `)
})

describe.each(shippedProfiles())('%s', (id) => {
  test('its diagram shows every way of it, and no other', () => {
    const profile = shipped(id)
    expect(sorted(readDiagram(sopDiagram(profile, sopWords)))).toEqual(sorted(waysOf(profile)))
  })

  test('its diagram fits a terminal', () => {
    const lines = sopDiagram(shipped(id), sopWords).split('\n')
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(100)
  })

  test('its Mermaid diagram has as many ways', () => {
    const arrows = sopMermaid(shipped(id), sopWords).match(/ -\.?->/g)
    const ways = waysOf(shipped(id)).length
    expect(arrows).toHaveLength(ways)
  })
})

/** Any rows with any ways between them, as far as the profile language lets one write them. */
const anySop = fc.integer({ min: 1, max: 9 }).chain((count) => {
  const step = fc.integer({ min: 1, max: count }).map(String)
  const label = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,12}){0,12}$/)
  const to = fc.oneof(fc.constantFrom('end', 'above'), step, fc.array(step, { minLength: 1, maxLength: 3 }))
  const way = fc.record({ label, to, event: fc.boolean() })
  const ways = fc.array(fc.array(way, { minLength: 1, maxLength: 5 }), { minLength: count, maxLength: count })
  return fc.record({ start: step, reopen: fc.array(step, { minLength: 1, maxLength: 3 }), ways })
})

test('the diagram of any SOP can be read back', () => {
  fc.assert(
    fc.property(anySop, ({ start, reopen, ways }) => {
      const steps = ways.map((outcomes, row) => ({
        id: String(row + 1),
        row: String(row + 1),
        title: `Langkah ke-${row + 1}`,
        actor: 'loket',
        limit: null,
        source: 'x',
        outcomes: outcomes.map(({ label, to, event }, at) => {
          const taken = event ? { event: 'confirmed' } : { command: 'selesai' }
          return { id: `o${at}`, label, to, ...taken }
        }),
      }))
      const profile = ProfileSchema.parse({ ...sampleSop(), start, reopen, steps, papers: [] })
      expect(sorted(readDiagram(sopDiagram(profile, sopWords)))).toEqual(sorted(waysOf(profile)))
    }),
    { numRuns: 300 },
  )
})

test('what a profile says is no markup of Mermaid', () => {
  const profile = sampleSop()
  Object.assign(profile.steps[0] as object, { title: 'A"] --> x["<b>&#35;|' })
  expect(sopMermaid(profile, sopWords).split('\n')[2]).toBe(
    '  n1["1. A#34;] --#62; x[#34;#60;b#62;#38;#35;35;#124;<br/>Loket · 1 jam"]',
  )
})
