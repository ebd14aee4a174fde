import type { Capabilities } from '../core/app/ports.ts'
import type { ChannelName } from '../core/app/message.ts'

/** What each channel can show; known without loading its library. */
export const capabilities: Record<ChannelName, Capabilities> = {
  telegram: { buttons: true, edits: true, threads: true },
  whatsapp: { buttons: false, edits: false, threads: false },
}
