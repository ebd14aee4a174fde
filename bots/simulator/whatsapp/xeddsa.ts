import { createPublicKey, verify } from 'node:crypto'

const P = 2n ** 255n - 19n
/** The DER head of an Ed25519 public key. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')
const SIGN_BIT = 0x80

/** Checks an XEdDSA signature of a Curve25519 key (32 bytes), which Baileys itself does not. */
export function verifySignature(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false
  const bytes = Buffer.from(signature)
  const last = bytes[63] ?? 0
  const point = edwardsPoint(key)
  point[31] = (point[31] ?? 0) | (last & SIGN_BIT)
  bytes[63] = last & ~SIGN_BIT
  const spki = Buffer.concat([SPKI_HEAD, point])
  return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), bytes)
}

/** The same point on the Edwards curve: y = (u - 1) / (u + 1). */
function edwardsPoint(key: Uint8Array): Buffer {
  const u = BigInt(`0x${Buffer.from(key).reverse().toString('hex')}`) & (2n ** 255n - 1n)
  const y = (((u - 1n + P) % P) * power(u + 1n, P - 2n)) % P
  return Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse()
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % P
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}
