import type { Profile } from '../sop/sop.ts'
import type { SopWords } from '../text/id/sop.ts'
import { sopRows, targetsOf, type SopRow, type SopTarget, type SopWay } from './sop-rows.ts'

/** A place of the SOP's diagram; the first is where complaints come in, the last where tickets end. */
export type SopNode = { terminal: boolean; lines: string[]; exits: SopExit[] }

/**
 * A way from a place to another, by its index; null stays where it is (a climb within the row). `chosen` by staff, or
 * it happens without them.
 */
export type SopExit = { label: string; chosen: boolean; to: number | null }

/** The SOP as places and ways between them, in the order of its rows. */
export function sopGraph(profile: Profile, words: SopWords): SopNode[] {
  const w = words.diagram
  const rows = sopRows(profile)
  const placeOf = (step: string) => rows.findIndex((row) => row.step === step) + 1
  const exit = (label: string, chosen: boolean, to: SopTarget): SopExit => {
    if (to.kind === 'climb') return { label: w.climb(label, to.roles), chosen, to: null }
    if (to.kind === 'end') return { label, chosen, to: rows.length + 1 }
    const shown = { always: label, ran: w.ran(label, to.row), otherwise: w.otherwise(label) }[to.when]
    return { label: shown, chosen, to: placeOf(to.step) }
  }
  const places = rows.map((row) => ({
    terminal: false,
    lines: [words.table.step(row.row, row.title), w.who(actorOf(row, words), limitOf(row, words))],
    exits: row.ways.flatMap((way) => way.to.map((to) => exit(labelOf(way, words), 'role' in way.by, to))),
  }))
  const reopened = targetsOf(profile, profile.reopen).map((to) => exit(w.reopen, true, to))
  return [
    {
      terminal: true,
      lines: [w.start],
      exits: [{ label: w.begin, chosen: false, to: placeOf(profile.start) }],
    },
    ...places,
    { terminal: true, lines: [w.end], exits: reopened },
  ]
}

function actorOf({ actor, holder }: SopRow, { table }: SopWords): string {
  return holder === null ? actor : `${actor} ${table.waitsFor(holder)}`
}

function limitOf({ limit, thirdParty }: SopRow, { table }: SopWords): string {
  const shown = limit ?? table.noLimit
  return thirdParty ? `${shown} ${table.thirdParty}` : shown
}

function labelOf({ label, silence }: SopWay, { diagram: w }: SopWords): string {
  return silence ? w.silence(label, silence.end) : label
}
