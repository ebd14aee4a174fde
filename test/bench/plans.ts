import { open } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '../../prisma/connect.ts'
import type { PrismaClient } from '../../prisma/generated/client.ts'

/** A statement that reads tickets, and what PostgreSQL did for it, as EXPLAIN (ANALYZE, BUFFERS) tells it. */
export type Plans = { statement: string; plan: string }[]
type PlansOf = (work: () => Promise<unknown>) => Promise<Plans>

/**
 * Lends a client whose statements are explained as they run, with the values they run with: auto_explain writes their
 * plans to the log of the embedded server whose folder is `dataDir`, and `plansOf` reads there what `work` brought about.
 */
export async function explain(
  { url, dataDir }: { url: string; dataDir: string },
  use: (client: PrismaClient, plansOf: PlansOf) => Promise<void>,
): Promise<void> {
  await turnOn(url)
  const client = connect(url)
  const log = await open(join(dataDir, 'postgres.log'))
  try {
    await use(client, async (work) => {
      const { size } = await log.stat()
      await work()
      const written = Buffer.alloc((await log.stat()).size - size)
      await log.read(written, 0, written.length, size)
      return plansIn(written.toString())
    })
  } finally {
    await log.close()
    await client.$disconnect()
  }
}

/** Sessions that begin from now on are explained. */
async function turnOn(url: string): Promise<void> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    const settings = {
      session_preload_libraries: 'auto_explain',
      'auto_explain.log_min_duration': '0',
      'auto_explain.log_analyze': 'on',
      'auto_explain.log_buffers': 'on',
      'auto_explain.log_parameter_max_length': '0',
    }
    const name = db.escapeIdentifier(new URL(url).pathname.slice(1))
    for (const [setting, value] of Object.entries(settings)) {
      await db.query(`ALTER DATABASE ${name} SET ${setting} = ${db.escapeLiteral(value)}`)
    }
  } finally {
    await db.end()
  }
}

/** An entry of the log begins with its time, and each further line of it with a tab. */
function plansIn(log: string): Plans {
  const plans = log.split(/^(?=\d{4}-\d\d-\d\d )/m).flatMap((entry) => {
    const [, text = ''] = entry.split(/ plan:\n\tQuery Text: /)
    // The statement ends where the first node of the plan is told with its cost.
    const [, said = '', plan = ''] = /^(.*?)\n\t(\S[^\n]*\(cost=.*)$/s.exec(text.trimEnd()) ?? []
    const statement = said.trim().replace(/\s+/g, ' ')
    return /^(SELECT|WITH)\b.*\b(tickets|step_runs|ticket_clocks|closings)\b/i.test(statement)
      ? [{ statement, plan: plan.replaceAll('\n\t', '\n') }]
      : []
  })
  return plans.filter(({ statement }, i) => plans.findIndex((other) => other.statement === statement) === i)
}
