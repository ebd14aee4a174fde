-- By hand: a level told so far was a percentage, and goes on being known as told.
ALTER TABLE "reminders" DROP CONSTRAINT "reminders_pkey";
ALTER TABLE "reminders" RENAME COLUMN "percent" TO "level";
ALTER TABLE "reminders" ALTER COLUMN "level" TYPE TEXT USING "level"::text || '%';
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_pkey" PRIMARY KEY ("ticket_id", "step", "run", "level", "recipient");

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "clocks" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "pauses" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "rated_at" TIMESTAMPTZ(3),
ADD COLUMN     "rating" INTEGER,
ADD COLUMN     "recalls" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "calendar_edits" (
    "service" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "from_day" TEXT NOT NULL,
    "until_day" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "windows" JSONB NOT NULL DEFAULT '[]',
    "decree" TEXT,
    "by_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_edits_pkey" PRIMARY KEY ("service","layer","from_day")
);

-- By hand: what the events of the tickets there already say, as their fold now has it. A pause ends when the clock goes
-- on or the ticket leaves its rows.
UPDATE tickets SET pauses = found.pauses FROM (
    SELECT paused.ticket_id, jsonb_agg(jsonb_build_object(
        'from', paused.event->'at', 'to', coalesce(ended.event->'at', 'null'),
        'why', coalesce(paused.event->>'why', 'requester')) ORDER BY paused.seq) AS pauses
    FROM ticket_events AS paused
    LEFT JOIN LATERAL (
        SELECT event FROM ticket_events AS later
        WHERE later.ticket_id = paused.ticket_id AND later.seq > paused.seq AND later.kind IN ('resumed', 'exited')
        ORDER BY later.seq LIMIT 1) AS ended ON TRUE
    WHERE paused.kind = 'paused' GROUP BY paused.ticket_id) AS found
WHERE tickets.id = found.ticket_id;

UPDATE tickets SET answered_at = found.at FROM (
    SELECT ticket_id, min(at) AS at FROM ticket_events
    WHERE kind = 'answered' OR (kind = 'outcome-chosen' AND event->>'answer' IS NOT NULL)
        OR (kind = 'paused' AND event->>'reason' IS NOT NULL AND coalesce(event->>'why', 'requester') = 'requester')
    GROUP BY ticket_id) AS found
WHERE tickets.id = found.ticket_id;

-- A report reads what happened to a service's tickets in a period; no other statement asks for these times.
-- DropIndex
DROP INDEX "tickets_closed_at_idx";

-- DropIndex
DROP INDEX "tickets_opened_at_idx";

-- CreateIndex
CREATE INDEX "tickets_service_opened_at_idx" ON "tickets"("service", "opened_at");

-- CreateIndex
CREATE INDEX "tickets_service_answered_at_idx" ON "tickets"("service", "answered_at");

-- CreateIndex
CREATE INDEX "tickets_service_closed_at_idx" ON "tickets"("service", "closed_at");

-- By hand: the open tickets by age. In the index of all of them PostgreSQL would look for the oldest five from the first
-- day of the archive on.
CREATE INDEX tickets_oldest ON tickets (service, opened_at, id) WHERE closed_at IS NULL;

-- By hand: of all runs a report counts those that ran out of time, which are few; one that is not over may do so yet. All
-- that is counted by stands in the index: fetched from the table, a month of runs is worth a second process to PostgreSQL,
-- and starting that takes longer than counting.
CREATE INDEX step_runs_late ON step_runs (due_at) INCLUDE (ticket_id, step, holder, unit, ended_at)
    WHERE ended_at IS NULL OR ended_at > due_at;
