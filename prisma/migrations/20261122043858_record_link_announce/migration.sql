-- AlterTable
ALTER TABLE "grants" ADD COLUMN     "deputy" TEXT,
ADD COLUMN     "from_day" TEXT,
ADD COLUMN     "until_day" TEXT;

-- AlterTable
ALTER TABLE "people" ADD COLUMN     "nip" TEXT,
ADD COLUMN     "official_name" TEXT,
ADD COLUMN     "position" TEXT,
ADD COLUMN     "rank" TEXT;

-- AlterTable
ALTER TABLE "step_runs" ADD COLUMN     "climbs" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "heard_at" TIMESTAMPTZ(3),
ADD COLUMN     "warned_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "announced_note" TEXT,
ADD COLUMN     "channel" TEXT NOT NULL DEFAULT 'telegram',
ADD COLUMN     "followers" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "linked_to" BIGINT,
ADD COLUMN     "numbers" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "recorded_by_id" BIGINT,
ADD COLUMN     "secrecy" TEXT NOT NULL DEFAULT 'normal',
ALTER COLUMN "origin" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "tickets_service_received_at_idx" ON "tickets"("service", "received_at");

-- By hand: what is there already was received when it was opened; and the indexes of the few that are linked or announced.
UPDATE tickets SET received_at = opened_at;
CREATE INDEX tickets_linked ON tickets (linked_to) WHERE linked_to IS NOT NULL AND closed_at IS NULL;
CREATE INDEX tickets_announced ON tickets (service) WHERE announced_note IS NOT NULL AND closed_at IS NULL;
