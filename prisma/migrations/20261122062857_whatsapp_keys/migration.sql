-- CreateTable
CREATE TABLE "whatsapp_keys" (
    "type" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "value" BYTEA NOT NULL,
    "sealed_by" TEXT NOT NULL DEFAULT '',
    "checksum" BYTEA NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "whatsapp_keys_pkey" PRIMARY KEY ("type","id")
);
