-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "chat_key" TEXT NOT NULL,
    "inbound" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "queue" TEXT NOT NULL,
    "item" JSONB NOT NULL,
    "collapse_key" TEXT,
    "rank" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "holds_queue" BOOLEAN NOT NULL DEFAULT false,
    "leased_until" TIMESTAMPTZ(3),
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "known" JSONB NOT NULL DEFAULT '{}',
    "reachable" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "username" TEXT,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "members" (
    "chat_key" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "present" BOOLEAN NOT NULL,

    CONSTRAINT "members_pkey" PRIMARY KEY ("chat_key","person_id")
);

-- CreateTable
CREATE TABLE "grants" (
    "service" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "person_id" BIGINT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("service","role","unit","person_id")
);

-- CreateTable
CREATE TABLE "groups" (
    "service" TEXT NOT NULL,
    "chat_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "has_topics" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("service")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "profiles" (
    "hash" TEXT NOT NULL,
    "profile_id" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "drafts" (
    "owner" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("owner")
);

-- CreateTable
CREATE TABLE "tickets" (
    "id" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "profile_hash" TEXT NOT NULL,
    "draft_id" TEXT,
    "requester_id" BIGINT NOT NULL,
    "origin" JSONB NOT NULL,
    "answers" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "category" TEXT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "priority" TEXT NOT NULL,
    "unit" TEXT,
    "status" TEXT NOT NULL,
    "confirmation" JSONB,
    "paused" JSONB,
    "exit" JSONB,
    "answer_note" TEXT,
    "step" TEXT,
    "holder" TEXT,
    "assignee_id" BIGINT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "next_reminder_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_runs" (
    "ticket_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "run" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "unit" TEXT,
    "assignee_id" BIGINT,
    "limit" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "clock_from" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "inputs" JSONB NOT NULL,

    CONSTRAINT "step_runs_pkey" PRIMARY KEY ("ticket_id","ordinal")
);

-- CreateTable
CREATE TABLE "ticket_events" (
    "ticket_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "event" JSONB NOT NULL,

    CONSTRAINT "ticket_events_pkey" PRIMARY KEY ("ticket_id","seq")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" TEXT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "author_id" BIGINT,
    "text" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cards" (
    "ticket_id" BIGINT NOT NULL,
    "chat_key" TEXT NOT NULL,
    "thread" TEXT,
    "message_id" TEXT,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("ticket_id","chat_key")
);

-- CreateTable
CREATE TABLE "bot_messages" (
    "chat_key" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "about" TEXT NOT NULL,
    "note_id" TEXT,

    CONSTRAINT "bot_messages_pkey" PRIMARY KEY ("chat_key","message_id")
);

-- CreateTable
CREATE TABLE "prompts" (
    "owner" TEXT NOT NULL,
    "prompt" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prompts_pkey" PRIMARY KEY ("owner")
);

-- CreateTable
CREATE TABLE "reminders" (
    "ticket_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "run" INTEGER NOT NULL,
    "percent" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("ticket_id","step","run","percent","recipient")
);

-- CreateTable
CREATE TABLE "digest_runs" (
    "service" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_runs_pkey" PRIMARY KEY ("service","period","recipient")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_channel_external_id_key" ON "inbox"("channel", "external_id");

-- CreateIndex
CREATE INDEX "identities_person_id_idx" ON "identities"("person_id");

-- CreateIndex
CREATE INDEX "identities_username_idx" ON "identities"("username");

-- CreateIndex
CREATE INDEX "grants_person_id_idx" ON "grants"("person_id");

-- CreateIndex
CREATE INDEX "groups_chat_key_idx" ON "groups"("chat_key");

-- CreateIndex
CREATE INDEX "drafts_touched_at_idx" ON "drafts"("touched_at");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_number_key" ON "tickets"("number");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_draft_id_key" ON "tickets"("draft_id");

-- CreateIndex
CREATE INDEX "tickets_requester_id_idx" ON "tickets"("requester_id");

-- CreateIndex
CREATE INDEX "tickets_closed_at_idx" ON "tickets"("closed_at");

-- CreateIndex
CREATE INDEX "tickets_opened_at_idx" ON "tickets"("opened_at");

-- CreateIndex
CREATE INDEX "notes_ticket_id_idx" ON "notes"("ticket_id");

-- CreateIndex
CREATE INDEX "cards_chat_key_thread_idx" ON "cards"("chat_key", "thread");

-- CreateIndex
CREATE INDEX "bot_messages_ticket_id_idx" ON "bot_messages"("ticket_id");

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_runs" ADD CONSTRAINT "step_runs_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand, because the schema language has no word for them.

-- A ticket's number is its id behind a prefix; four digits from the first one on.
ALTER SEQUENCE "tickets_id_seq" RESTART WITH 1001;

-- What waits is little beside what is done, and each of these holds only that.
CREATE INDEX "inbox_pending" ON "inbox" ("chat_key", "id") WHERE "state" = 'pending';
CREATE INDEX "inbox_poison" ON "inbox" ("id") WHERE "state" = 'poison';
CREATE INDEX "outbox_waiting" ON "outbox" ("queue", "rank", "id") WHERE "state" = 'waiting';
CREATE INDEX "outbox_dead" ON "outbox" ("id") WHERE "state" = 'dead';
CREATE INDEX "tickets_next_reminder" ON "tickets" ("next_reminder_at") WHERE "next_reminder_at" IS NOT NULL;

-- The queue of a service, in the order in which it is worked off.
CREATE INDEX "tickets_open" ON "tickets"
    ("service", array_position(ARRAY['critical', 'urgent', 'normal'], "priority"), "due_at", "opened_at", "id")
    WHERE "closed_at" IS NULL;

-- One entry that was never tried stands for all of its key. Once leased it may already be on its way with what was true
-- then, so it no longer counts and a later change gets an entry of its own.
CREATE UNIQUE INDEX "outbox_collapse" ON "outbox" ("collapse_key")
    WHERE "state" = 'waiting' AND "leased_until" IS NULL AND "collapse_key" IS NOT NULL;
