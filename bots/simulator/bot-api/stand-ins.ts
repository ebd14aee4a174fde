import type { MediaKind } from './state.ts'

/** The smallest bytes a file-type detector recognises, for people who send a file without choosing one. */
export const STAND_INS: Record<MediaKind, { bytes: Uint8Array; name?: string; mimeType?: string }> = {
  photo: {
    bytes: Buffer.from(
      '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
      'base64',
    ),
  },
  document: { bytes: Buffer.from('%PDF-1.4\n%%EOF\n'), name: 'dokumen.pdf', mimeType: 'application/pdf' },
  video: { bytes: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), name: 'video.mp4' },
  voice: { bytes: Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead')]) },
  audio: { bytes: Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), name: 'rekaman.mp3' },
  sticker: { bytes: Buffer.from('RIFF\x0a\0\0\0WEBPVP8L', 'latin1') },
}
