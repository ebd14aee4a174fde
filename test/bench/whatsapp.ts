import { median, shown, table } from './figures.ts'
import { playPeople, type Measured } from './people.ts'
import { stageWhatsapp, whatsappKinds, type WhatsappKind } from './whatsapp-bots.ts'

type Memory = { now: number; peak: number }
type Round = { replies: Map<number, Measured>; firstPerSecond: number; memory: Memory | null }

const crowds = [1, 20, 100]
/** At the pace it keeps, more would only wait in line. */
const crowdsAsShipped = [1, 20]
/** People who are met before they complain: a hundred, and those who follow on who is done. */
const firstMax = 150

/** Compares the program on WhatsApp with Baileys alone, on the same peer in the same run. */
export async function compareWhatsapp(given: {
  rounds: number
  warmMs: number
  measureMs: number
  /** So many messages come before the memory is looked at. */
  messages: number
}): Promise<void> {
  const { rounds, messages } = given
  const all: Record<WhatsappKind, Round>[] = []
  for (let round = 0; round < rounds; round += 1) {
    const measured: Partial<Record<WhatsappKind, Round>> = {}
    for (const kind of whatsappKinds) measured[kind] = await measure(kind, { ...given, fills: round === 0 })
    all.push(measured as Record<WhatsappKind, Round>)
  }
  const middle = (figure: (round: Record<WhatsappKind, Round>) => number) => median(all.map(figure))
  const of =
    (kind: WhatsappKind, people: number, what: keyof Measured) => (round: Record<WhatsappKind, Round>) =>
      round[kind].replies.get(people)?.[what] ?? NaN

  console.log(`\nWhatsApp, replies a second; p50 and p99 of a reply in ms (median of ${rounds})\n`)
  const head = ['', ...whatsappKinds.flatMap((kind) => [`${kind} /s`, 'p50', 'p99'])]
  const rows = crowds.map((people) => [
    `${people} ${people === 1 ? 'person' : 'people'}`,
    ...whatsappKinds.flatMap((kind) =>
      (['perSecond', 'p50', 'p99'] as const).map((what) => shownOrNothing(middle(of(kind, people, what)))),
    ),
  ])
  console.log(table([head, ...rows]))
  const first = (kind: WhatsappKind) => shown(middle((round) => round[kind].firstPerSecond))
  console.log(
    `\nFirst messages answered a second, 20 people at once: baileys ${first('baileys')}, sigap ${first('sigap')}`,
  )
  const ratio = (people: number, what: keyof Measured) =>
    shown(middle((round) => of('sigap', people, what)(round) / of('baileys', people, what)(round)))
  console.log(
    '\n' +
      table([
        ['Sigap to Baileys alone', 'replies/s', 'p50', 'p99'],
        ...crowds.map((people) => [
          `${people} ${people === 1 ? 'person' : 'people'}`,
          ...(['perSecond', 'p50', 'p99'] as const).map((what) => ratio(people, what)),
        ]),
      ]),
  )
  const memory = (kind: WhatsappKind) => all[0]?.[kind].memory
  console.log(`\nMemory after ${messages.toLocaleString('en')} messages, MB\n`)
  console.log(
    table([
      ['', 'now', 'peak'],
      ...(['baileys', 'sigap'] as const).map((kind) => [
        kind,
        shown(memory(kind)?.now ?? NaN),
        shown(memory(kind)?.peak ?? NaN),
      ]),
    ]),
  )
}

async function measure(
  kind: WhatsappKind,
  given: { warmMs: number; measureMs: number; messages: number; fills: boolean },
): Promise<Round> {
  const { warmMs, measureMs, messages, fills } = given
  const { place, conversation, meet, fill, memory, stop } = await stageWhatsapp(kind)
  try {
    const replies = new Map<number, Measured>()
    // A process that has just started runs unoptimised code for a while.
    let answers = (
      await playPeople(place, conversation, { people: 20, roundTripMs: 0, warmMs: 0, measureMs: 2 * warmMs })
    ).answers
    const firstPerSecond = await meet(kind === 'as shipped' ? 20 : firstMax)
    for (const people of kind === 'as shipped' ? crowdsAsShipped : crowds) {
      const measured = await playPeople(place, conversation, { people, roundTripMs: 0, warmMs, measureMs })
      replies.set(people, measured)
      answers += firstMax + measured.answers
      console.error(`${kind}, ${people} people: ${shown(measured.perSecond)}/s`)
      if (kind !== 'as shipped') await meet(firstMax)
    }
    if (!fills || kind === 'as shipped') return { replies, firstPerSecond, memory: null }
    await fill(messages - answers)
    return { replies, firstPerSecond, memory: await memory() }
  } finally {
    await stop()
  }
}

function shownOrNothing(value: number): string {
  return Number.isNaN(value) ? '–' : shown(value)
}
