import pg from 'pg'

/** A row of the SOP that every archived ticket went through. */
export type ArchivedRow = { step: string; holder: string; unit: string | null }
export type Archive = {
  count: number
  /** The newest was closed half an hour before this, and each other one half an hour before the last. */
  until: Date
  rows: ArchivedRow[]
  categories: { id: string; unit: string | null }[]
  agencyField: string
}

/** The agencies of a province and how people write them: the same few, now and then in small letters. */
const offices = ['Dinas', 'Badan', 'Biro', 'Bagian']
const subjects = [
  ...[
    'Kesehatan',
    'Pendidikan',
    'Perhubungan',
    'Sosial',
    'Pertanian',
    'Kelautan',
    'Perindustrian',
    'Pariwisata',
  ],
  ...['Keuangan', 'Kepegawaian', 'Perencanaan', 'Arsip'],
]

/**
 * Fills the archive with closed copies of the first ticket. They differ in what a report reads: when they were received,
 * opened, answered and closed, the times of each run and whether it was late, category, agency, pauses and rating. All is
 * reckoned from a counter, so that two fills are the same.
 */
export async function fillArchive(url: string, archive: Archive): Promise<void> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    // What is copied refers to what was copied before it; checking that for each row takes longer than writing it.
    await db.query('SET session_replication_role = replica')
    await db.query(ticketsSql, [
      archive.count,
      archive.until,
      JSON.stringify(archive.categories),
      JSON.stringify(offices.flatMap((office) => subjects.map((subject) => `${office} ${subject}`))),
      archive.agencyField,
    ])
    await db.query(runsSql, [archive.count, archive.until, JSON.stringify(archive.rows)])
    await db.query(clocksSql, [archive.count, archive.until])
    await db.query(closingsSql)
    await db.query(eventsSql, [archive.count])
    await db.query('VACUUM ANALYZE')
  } finally {
    await db.end()
  }
}

/** Their ids are beyond those of the sequence. */
const id = '1000000 + g'
const first = '(SELECT min(id) FROM tickets)'

/** When the `g`th ticket was closed and opened; it took between two hours and two days. */
const times = `
  LATERAL (SELECT $2::timestamptz - ($1 - g + 1) * interval '30 minutes' AS closed,
    interval '1 hour' * (2 + g % 47) AS took) AS lasted,
  LATERAL (SELECT closed - took AS opened) AS began`

const ticketsSql = `
  INSERT INTO tickets (id, number, service, profile_hash, requester_id, channel, evidence, complete, priority, version,
    origin, status, secrecy, category, unit, answers, received_at, opened_at, closed_at, answered_at, rating, rated_at,
    pauses)
  SELECT ${id}, 'TIK-' || ${id}, one.service, one.profile_hash, one.requester_id, one.channel, one.evidence,
    one.complete, one.priority, one.version, CASE WHEN g % 9 > 0 THEN one.origin END,
    CASE WHEN g % 20 = 7 THEN 'cancelled' ELSE 'closed' END, CASE WHEN g % 100 = 3 THEN 'secret' ELSE 'normal' END,
    sort ->> 'id', sort ->> 'unit',
    one.answers || jsonb_build_object($5::text, jsonb_build_object('value', shown, 'shown', shown)),
    CASE WHEN g % 9 = 0 THEN opened - interval '20 minutes' ELSE opened END, opened, closed,
    CASE WHEN g % 12 > 0 THEN opened + interval '1 minute' * (5 + g % 50) END,
    CASE WHEN rated THEN 1 + g * 7 % 4 END, CASE WHEN rated THEN closed + interval '10 minutes' END,
    CASE WHEN g % 15 <> 4 THEN '[]' ELSE jsonb_build_array(
      jsonb_build_object('from', opened + took / 4, 'to', opened + took / 2, 'why', 'requester')) END
  FROM generate_series(1, $1::int) AS g, ${times}, (SELECT * FROM tickets WHERE id = ${first}) AS one,
  LATERAL (SELECT $3::jsonb -> (g % jsonb_array_length($3)) AS sort,
    $4::jsonb ->> (g % 71 % jsonb_array_length($4)) AS agency, g % 5 < 3 AND g % 20 <> 7 AS rated) AS of,
  LATERAL (SELECT CASE WHEN g % 10 = 0 THEN lower(agency) ELSE agency END AS shown) AS told`

/** One run after the other, each as long; of eight runs seven were done in time. */
const runsSql = `
  INSERT INTO step_runs (ticket_id, ordinal, step, run, role, holder, unit, inputs, started_at, clock_from, ended_at, due_at)
  SELECT ${id}, n - 1, at ->> 'step', 1, at ->> 'holder', at ->> 'holder', at ->> 'unit', '{}', started, started,
    started + share, started + share * CASE WHEN (g + n) % 8 = 0 THEN 0.5 ELSE 1.5 END
  FROM generate_series(1, $1::int) AS g, ${times},
  jsonb_array_elements($3::jsonb) WITH ORDINALITY AS passed(at, n),
  LATERAL (SELECT took / jsonb_array_length($3) AS share) AS shared,
  LATERAL (SELECT opened + share * (n - 1) AS started) AS begun`

/** A limit on the whole of each; of eight tickets seven kept it. */
const clocksSql = `
  INSERT INTO ticket_clocks (ticket_id, ordinal, clock, due_at, ended_at)
  SELECT ${id}, 0, 'ticket', opened + took * CASE WHEN g % 8 = 0 THEN 0.5 ELSE 1.5 END, closed
  FROM generate_series(1, $1::int) AS g, ${times}`

const closingsSql = `
  INSERT INTO closings (ticket_id, at, service, unit, status, received_at, pauses, asked, rating)
  SELECT id, closed_at, service, unit, status, received_at, pauses, status = 'closed' AND origin IS NOT NULL, rating
  FROM tickets WHERE id >= 1000000`

const eventsSql = `
  INSERT INTO ticket_events SELECT ${id}, one.seq, one.at, one.kind, one.event
  FROM generate_series(1, $1::int) AS g, (SELECT * FROM ticket_events WHERE ticket_id = ${first}) AS one`
