import type { MediaType } from '@whiskeysockets/baileys'
import { fileTypeFromBuffer } from 'file-type'

/** Programs, whatever name they come under: nobody shows a fault with one. */
const programs = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/vnd.android.package-archive',
  'application/java-vm',
  'application/x-ms-shortcut',
  'application/x-rpm',
  'application/x-deb',
])
const programNames = /\.(exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|apk|lnk|sh)$/i

/** What the bytes of each kind may be. A voice note is Ogg or MP4, which are containers of films too. */
const fits: Partial<Record<MediaType, RegExp>> = {
  image: /^image\//,
  video: /^(video|image)\//,
  audio: /^(audio|video)\/|^application\/ogg/,
}

/** Whether a name says that it is a program. */
export function isProgramName(name = ''): boolean {
  return programNames.test(name.trim())
}

/** Whether the bytes are what they were sent as: a picture a picture, a document anything but a program. */
export async function isAsSent(kind: MediaType, bytes: Uint8Array): Promise<boolean> {
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? null
  if (found !== null && programs.has(found)) return false
  const expected = fits[kind]
  return expected === undefined || (found !== null && expected.test(found))
}
