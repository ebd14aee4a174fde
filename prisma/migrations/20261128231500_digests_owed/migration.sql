-- AlterTable
ALTER TABLE "digest_runs" ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- By hand: what stands there was told; and each period that somebody was told of fell due then.
UPDATE digest_runs SET told_at = at;
INSERT INTO digest_runs (service, period, recipient, at, told_at)
SELECT service, period, '', min(at), min(at) FROM digest_runs WHERE period NOT LIKE 'holidays:%' GROUP BY service, period;
