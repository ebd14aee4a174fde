-- A report reads how tickets were closed from their closings; no other statement asks for this time.
-- DropIndex
DROP INDEX "tickets_service_closed_at_idx";

-- CreateTable
CREATE TABLE "closings" (
    "ticket_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "service" TEXT NOT NULL,
    "unit" TEXT,
    "status" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "pauses" JSONB NOT NULL DEFAULT '[]',
    "asked" BOOLEAN NOT NULL,
    "rating" INTEGER,

    CONSTRAINT "closings_pkey" PRIMARY KEY ("ticket_id","at")
);

-- CreateIndex
CREATE INDEX "closings_service_at_ticket_id_idx" ON "closings"("service", "at", "ticket_id");

-- AddForeignKey
ALTER TABLE "closings" ADD CONSTRAINT "closings_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: every closing that the events tell of. What was said of one came before the ticket was reopened; its unit is
-- that of the last row before it that had one, and all pauses that had begun were over.
INSERT INTO closings (ticket_id, at, service, unit, status, received_at, pauses, asked, rating)
SELECT gone.ticket_id, gone.at, tickets.service, (
        SELECT event->>'unit' FROM ticket_events AS began
        WHERE began.ticket_id = gone.ticket_id AND began.seq < gone.seq AND began.kind = 'step-started'
            AND event->>'unit' IS NOT NULL
        ORDER BY began.seq DESC LIMIT 1),
    CASE gone.kind WHEN 'exited' THEN 'cancelled' ELSE 'closed' END, tickets.received_at,
    coalesce((
        SELECT jsonb_agg(told.pause ORDER BY told.n)
        FROM jsonb_array_elements(tickets.pauses) WITH ORDINALITY AS told(pause, n)
        WHERE (told.pause->>'from')::timestamptz <= gone.at), '[]'),
    gone.kind = 'closed' AND tickets.origin IS NOT NULL, (
        SELECT (event->>'score')::int FROM ticket_events AS rated
        WHERE rated.ticket_id = gone.ticket_id AND rated.seq > gone.seq AND rated.kind = 'rated'
            AND NOT EXISTS (SELECT FROM ticket_events AS again
                WHERE again.ticket_id = gone.ticket_id AND again.kind = 'reopened'
                    AND again.seq > gone.seq AND again.seq < rated.seq)
        ORDER BY rated.seq DESC LIMIT 1)
FROM ticket_events AS gone JOIN tickets ON tickets.id = gone.ticket_id
WHERE gone.kind IN ('closed', 'exited');
