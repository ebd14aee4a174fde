/** Bytes of a frame's length, big-endian. */
const LENGTH_BYTES = 3

/** A frame as it goes over the socket: its length, then its bytes. */
export function frame(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUIntBE(bytes.length, 0, LENGTH_BYTES)
  return Buffer.concat([length, bytes])
}

/**
 * Cuts a client's bytes into frames. The first bytes of a connection are `header`, after an optional routing block
 * ("ED", version, 3-byte length); anything else throws.
 */
export function frameReader(header: Uint8Array): (bytes: Uint8Array) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0)
  let introduced = false
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    if (!introduced) {
      const intro = introLength(rest, header)
      if (intro === null) return []
      rest = rest.subarray(intro)
      introduced = true
    }
    const frames: Buffer[] = []
    while (rest.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + rest.readUIntBE(0, LENGTH_BYTES)
      if (rest.length < end) break
      frames.push(rest.subarray(LENGTH_BYTES, end))
      rest = rest.subarray(end)
    }
    return frames
  }
}

const ROUTING_HEAD_BYTES = 7

/** How many bytes come before the first frame; null when they have not all arrived. */
function introLength(bytes: Buffer, header: Uint8Array): number | null {
  let start = 0
  if (bytes.subarray(0, 2).toString('latin1') === 'ED') {
    if (bytes.length < ROUTING_HEAD_BYTES) return null
    start = ROUTING_HEAD_BYTES + bytes.readUIntBE(4, 3)
  }
  const end = start + header.length
  if (bytes.length < end) return null
  if (!bytes.subarray(start, end).equals(header)) throw new Error('not a WhatsApp client: wrong header')
  return end
}
