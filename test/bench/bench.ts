import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { kinds, stage, type Kind, type Memory } from './bots.ts'
import { median, shown, table } from './figures.ts'
import { calm, chatter, intake, onTelegram, playPeople, type Load, type Measured } from './people.ts'
import type { Plans } from './plans.ts'
import { timeTickets, type TicketTimes } from './tickets.ts'
import { compareWhatsapp } from './whatsapp.ts'

/**
 * How fast the program is, beside a bot that only repeats what it hears, on the same machine in the same run.
 *
 *     npm run bench                      everything, about half an hour
 *     npm run bench -- --quick           once and shortly, about three minutes
 *     npm run bench -- --tickets 1000,1000000 --only tickets --plans
 *     npm run bench -- --only whatsapp
 *     npm run bench -- --only replies --bots sigap --profile /tmp/profile
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    tickets: { type: 'string' },
    plans: { type: 'boolean', default: false },
    only: { type: 'string' },
    bots: { type: 'string' },
    messages: { type: 'string' },
    profile: { type: 'string' },
  },
})
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3))
const measureMs = Number(options.seconds ?? (options.quick ? 1 : 5)) * 1000
const warmMs = options.quick ? 500 : 1000
const sizes = (options.tickets ?? (options.quick ? '1000,10000' : '1000,100000,1000000'))
  .split(',')
  .map(Number)
const compared = kinds.filter((kind) => !options.bots || options.bots.split(',').includes(kind))

type Scenario = Pick<Load, 'people' | 'roundTripMs' | 'perSecond'>
/** The busiest without a round trip comes last: it leaves the most behind. */
const scenarios: Scenario[] = [
  { people: 1, roundTripMs: 0 },
  { people: 50, roundTripMs: 0 },
  { people: 500, roundTripMs: 0, perSecond: 200 },
  { people: 1, roundTripMs: 50 },
  { people: 50, roundTripMs: 50 },
  { people: 500, roundTripMs: 50 },
  { people: 500, roundTripMs: 0 },
]

/** `work` is the bot's processor time a reply, in ms: what other work on the machine does not change much. */
type Figures = Measured & { work: number }
type Round = { replies: Map<Scenario, Figures>; memory: Memory }

async function measureBot(kind: Kind): Promise<Round> {
  const { world, memory, worked, stop } = await stage(kind, options.profile)
  try {
    const conversation = kind === 'sigap' ? intake : chatter
    const replies = new Map<Scenario, Figures>()
    // A process that has just started runs unoptimised code for a while.
    const place = onTelegram(world)
    await playPeople(place, conversation, { people: 50, roundTripMs: 0, warmMs: 0, measureMs: 2 * warmMs })
    for (const scenario of scenarios) {
      await calm(world)
      const before = await worked()
      const measured = await playPeople(place, conversation, { ...scenario, warmMs, measureMs })
      replies.set(scenario, { ...measured, work: ((await worked()) - before) / measured.answers })
      console.error(`${kind}, ${nameOf(scenario)}: ${shown(measured.perSecond)}/s`)
    }
    return { replies, memory: await memory() }
  } finally {
    await stop()
  }
}

function nameOf({ people, roundTripMs, perSecond }: Scenario): string {
  const pace = perSecond === undefined ? '' : `, ${perSecond} messages/s`
  return `${people} ${people === 1 ? 'person' : 'people'}, ${roundTripMs} ms${pace}`
}

/** The middle round's figure; a ratio is taken within each round first. */
function middle(figure: (round: Record<Kind, Round>) => number, all: Record<Kind, Round>[]): number {
  return median(all.map(figure))
}

async function compareReplies(): Promise<void> {
  const all: Record<Kind, Round>[] = []
  for (let round = 0; round < rounds; round += 1) {
    const measured: Partial<Record<Kind, Round>> = {}
    for (const kind of compared) measured[kind] = await measureBot(kind)
    all.push(measured as Record<Kind, Round>)
  }
  const figures = (kind: Kind, scenario: Scenario) =>
    (['perSecond', 'p50', 'p99', 'work'] as const).map((what) =>
      shown(middle((round) => round[kind].replies.get(scenario)?.[what] ?? NaN, all)),
    )
  console.log(
    `\nReplies a second; p50, p99 and processor time of the bot a reply, in ms (median of ${rounds}); people, round trip\n`,
  )
  const head = ['', ...compared.flatMap((kind) => [`${kind} /s`, 'p50', 'p99', 'work'])]
  const rows = scenarios.map((s) => [nameOf(s), ...compared.flatMap((kind) => figures(kind, s))])
  console.log(table([head, ...rows]))
  const memory = compared.map((kind) => [
    kind,
    shown(middle((round) => round[kind].memory.bot, all)),
    shown(middle((round) => round[kind].memory.postgres, all)),
  ])
  console.log('\nMemory, MB\n')
  console.log(table([['', 'process, peak', 'PostgreSQL'], ...memory]))
  if (compared.length === kinds.length) showReplyGoals(all)
}

function showReplyGoals(all: Record<Kind, Round>[]): void {
  const to = (what: keyof Measured, people: number, roundTripMs: number, perSecond?: number) => {
    const at = scenarios.find(
      (s) => s.people === people && s.roundTripMs === roundTripMs && s.perSecond === perSecond,
    ) as Scenario
    const of = (round: Round) => round.replies.get(at)?.[what] ?? NaN
    return middle((round) => of(round.sigap) / of(round.concurrent), all)
  }
  const memory = middle((round) => round.sigap.memory.bot / round.concurrent.memory.bot, all)
  showGoals('Sigap to the concurrent bot', [
    ['replies/s, 500 people', to('perSecond', 500, 0), 'min', 0.5, 0.25],
    ['replies/s, 500 people, 50 ms', to('perSecond', 500, 50), 'min', 0.9],
    ['p50 at 200 messages/s', to('p50', 500, 0, 200), 'max', 4],
    ['p99 at 200 messages/s', to('p99', 500, 0, 200), 'max', 3],
    ['memory of the process', memory, 'max', 3],
  ])
}

async function compareTickets(): Promise<void> {
  const all: TicketTimes[][] = []
  for (const size of sizes) {
    const times: TicketTimes[] = []
    for (let round = 0; round < rounds; round += 1) times.push(await timeTickets(size, 50, hear(size, round)))
    all.push(times)
    console.error(`${size} tickets timed`)
  }
  const what = ['claim', 'queue', 'sweep', 'digest', 'report'] as const
  const time = (times: TicketTimes[], name: keyof TicketTimes) => median(times.map((t) => t[name]))
  console.log(`\nWith so many tickets, ms (median of ${rounds})\n`)
  const rows = what.map((name) => [name, ...all.map((times) => shown(time(times, name)))])
  console.log(table([['', ...sizes.map((size) => size.toLocaleString('en'))], ...rows]))
  const [few = [], many = []] = [all[0], all.at(-1)]
  showGoals(
    'Most tickets to fewest',
    what.map((name) => [
      name,
      time(many, name) / time(few, name),
      'max',
      name === 'digest' || name === 'report' ? 3 : 1.5,
    ]),
  )
}

/** Shows, once a size, how PostgreSQL finds tickets: a reader sees by which index. */
function hear(size: number, round: number): ((of: string, plans: Plans) => void) | undefined {
  if (!options.plans || round > 0) return undefined
  return (of, plans) => {
    console.log(`\n${size.toLocaleString('en')} tickets, ${of}`)
    for (const { statement, plan } of plans) console.log(`\n${statement}\n${plan}`)
  }
}

type Goal = [name: string, ratio: number, bound: 'min' | 'max', goal: number, floor?: number]

function showGoals(title: string, goals: Goal[]): void {
  const rows = goals.map(([name, ratio, bound, goal, floor = goal]) => {
    const within = (limit: number) => (bound === 'min' ? ratio >= limit : ratio <= limit)
    const sign = bound === 'min' ? '≥' : '≤'
    const verdict = within(goal) ? 'yes' : within(floor) ? `floor ${floor}` : 'no'
    return [name, shown(ratio), `${sign} ${goal}`, verdict]
  })
  console.log('\n' + table([[title, 'ratio', 'goal', 'met'], ...rows]))
}

const [cpu] = cpus()
console.log(
  `${cpus().length} × ${cpu?.model.trim()}, Node ${process.versions.node}, PostgreSQL on the same cores`,
)
const isWanted = (what: string) => options.only === undefined || options.only === what
if (isWanted('replies')) await compareReplies()
if (isWanted('whatsapp'))
  await compareWhatsapp({
    rounds,
    warmMs,
    measureMs,
    messages: Number(options.messages ?? (options.quick ? 1_000 : 10_000)),
  })
if (isWanted('tickets')) await compareTickets()
