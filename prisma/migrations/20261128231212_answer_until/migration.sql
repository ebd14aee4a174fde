-- AlterTable
ALTER TABLE "step_runs" ADD COLUMN     "answer_until" TIMESTAMPTZ(3);
