-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "late_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ticket_clocks" (
    "ticket_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "clock" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_clocks_pkey" PRIMARY KEY ("ticket_id","ordinal")
);

-- AddForeignKey
ALTER TABLE "ticket_clocks" ADD CONSTRAINT "ticket_clocks_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: the clocks as the tickets have them, and when each open ticket is late.
INSERT INTO ticket_clocks (ticket_id, ordinal, clock, due_at, ended_at)
SELECT tickets.id, told.n - 1, told.clock ->> 'clock', (told.clock ->> 'due')::timestamptz,
    (told.clock ->> 'ended')::timestamptz
FROM tickets, jsonb_array_elements(tickets.clocks) WITH ORDINALITY AS told(clock, n);

UPDATE tickets SET late_at = least(due_at, (
    SELECT min(due_at) FROM ticket_clocks WHERE ticket_id = tickets.id AND ended_at IS NULL))
WHERE closed_at IS NULL AND paused IS NULL;

-- The queue of a service is worked off in the order in which its tickets are late, over whatever limit.
DROP INDEX tickets_open;
CREATE INDEX tickets_open ON tickets
    (service, array_position(ARRAY['critical', 'urgent', 'normal'], priority), late_at, opened_at, id)
    WHERE closed_at IS NULL;

-- Like step_runs_late, for the limits on the first answer and on the whole ticket.
CREATE INDEX ticket_clocks_late ON ticket_clocks (due_at) INCLUDE (ticket_id, clock, ended_at)
    WHERE ended_at IS NULL OR ended_at > due_at;
