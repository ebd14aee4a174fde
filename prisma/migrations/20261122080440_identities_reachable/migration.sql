-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "bound_at" TIMESTAMPTZ(3),
ADD COLUMN     "reachable" BOOLEAN NOT NULL DEFAULT false;

-- By hand: so far everybody had one channel.
UPDATE identities SET reachable = people.reachable FROM people WHERE people.id = person_id;

-- AlterTable
ALTER TABLE "people" DROP COLUMN "reachable",
ADD COLUMN     "joined_into" BIGINT;

-- By hand: few are joined, and those that are must be found by whom they were joined into; whoever holds an open ticket is.
CREATE INDEX people_joined ON people (joined_into) WHERE joined_into IS NOT NULL;
CREATE INDEX tickets_assigned ON tickets (assignee_id) WHERE closed_at IS NULL AND assignee_id IS NOT NULL;
