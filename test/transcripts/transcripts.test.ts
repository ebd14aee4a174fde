import { describeTranscripts } from './played.ts'

/**
 * Whole conversations through the real program. `UPDATE_TRANSCRIPTS=1 npx vitest run test/transcripts` writes down
 * what is seen now; read the difference before committing it.
 */
describeTranscripts('transcripts', { folder: new URL('./', import.meta.url), whatsapp: false })
