import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys'
import type { Certified } from './certificates.ts'

/** The two ciphers of a connection after the handshake; each counts its own frames. */
export type Transport = { encrypt(bytes: Uint8Array): Buffer; decrypt(bytes: Uint8Array): Buffer }

/** What a client proved in the handshake: its static key, and what it sent under it. */
export type ClientFinish = { staticKey: Buffer; payload: proto.ClientPayload; transport: Transport }

const EMPTY = Buffer.alloc(0)

/** The server's side of Noise_XX_25519_AESGCM_SHA256 as WhatsApp uses it. Every step throws on what does not decrypt. */
export type ServerHandshake = {
  hello(clientHello: Uint8Array): Uint8Array
  finish(clientFinish: Uint8Array): ClientFinish
}

/** Begins a handshake in which the server shows the certificate of its static key. */
export function serverHandshake({ staticKeys, chain }: Certified): ServerHandshake {
  const noise = symmetricState()
  const ephemeral: KeyPair = Curve.generateKeyPair()
  return {
    hello(bytes) {
      const clientKey = required(proto.HandshakeMessage.decode(bytes).clientHello?.ephemeral)
      noise.mixHash(clientKey)
      noise.mixHash(ephemeral.public)
      noise.mixKey(Curve.sharedKey(ephemeral.private, clientKey))
      const sealedKey = noise.encrypt(staticKeys.public)
      noise.mixKey(Curve.sharedKey(staticKeys.private, clientKey))
      const payload = noise.encrypt(chain)
      const serverHello = { ephemeral: ephemeral.public, static: sealedKey, payload }
      return proto.HandshakeMessage.encode({ serverHello }).finish()
    },
    finish(bytes) {
      const { clientFinish } = proto.HandshakeMessage.decode(bytes)
      const staticKey = noise.decrypt(required(clientFinish?.static))
      noise.mixKey(Curve.sharedKey(ephemeral.private, staticKey))
      const payload = proto.ClientPayload.decode(noise.decrypt(required(clientFinish?.payload)))
      return { staticKey, payload, transport: noise.split() }
    },
  }
}

function symmetricState() {
  let hash: Buffer = Buffer.from(NOISE_MODE)
  let salt = hash
  let key = hash
  let counter = 0
  const mixHash = (bytes: Uint8Array): void => {
    hash = sha256(Buffer.concat([hash, bytes]))
  }
  const derive = (secret: Uint8Array): [Buffer, Buffer] => {
    const bytes = Buffer.from(hkdf(secret, 64, { salt, info: '' }))
    return [bytes.subarray(0, 32), bytes.subarray(32)]
  }
  mixHash(NOISE_WA_HEADER)
  return {
    mixHash,
    mixKey(secret: Uint8Array): void {
      ;[salt, key] = derive(secret)
      counter = 0
    },
    encrypt(bytes: Uint8Array): Buffer {
      const sealed = aesEncryptGCM(bytes, key, nonce(counter++), hash)
      mixHash(sealed)
      return sealed
    },
    decrypt(sealed: Uint8Array): Buffer {
      const bytes = aesDecryptGCM(sealed, key, nonce(counter++), hash)
      mixHash(sealed)
      return bytes
    },
    split(): Transport {
      const [fromClient, fromServer] = derive(EMPTY)
      let read = 0
      let written = 0
      return {
        encrypt: (bytes) => aesEncryptGCM(bytes, fromServer, nonce(written++), EMPTY),
        decrypt: (bytes) => aesDecryptGCM(bytes, fromClient, nonce(read++), EMPTY),
      }
    },
  }
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(counter, 8)
  return bytes
}

function required(bytes: Uint8Array | null | undefined): Uint8Array {
  if (!bytes) throw new Error('the handshake lacks a part')
  return bytes
}
