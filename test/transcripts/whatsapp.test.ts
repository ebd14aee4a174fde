import { describeTranscripts } from './played.ts'

/**
 * The same conversations with the requesters on WhatsApp, through Baileys and the loopback peer: one half of them, for
 * they take long.
 */
describeTranscripts('transcripts on WhatsApp', {
  folder: new URL('./whatsapp/', import.meta.url),
  whatsapp: true,
  half: 0,
})
