import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys'

/** A server's static key with the chain that vouches for it, under a root key of its own. */
export type Certified = { rootKey: Buffer<ArrayBuffer>; staticKeys: KeyPair; chain: Uint8Array }

const SERIALS = { root: 0, intermediate: 1, leaf: 2 }

/** Makes a root, an intermediate and a leaf certificate for a new static key. */
export function certify(): Certified {
  const root = Curve.generateKeyPair()
  const intermediate = Curve.generateKeyPair()
  const staticKeys = Curve.generateKeyPair()
  const chain = proto.CertChain.encode({
    intermediate: certificate(root, SERIALS.intermediate, SERIALS.root, intermediate),
    leaf: certificate(intermediate, SERIALS.leaf, SERIALS.intermediate, staticKeys),
  }).finish()
  return { rootKey: Buffer.from(root.public), staticKeys, chain }
}

function certificate(issuer: KeyPair, serial: number, issuerSerial: number, subject: KeyPair) {
  const details = proto.CertChain.NoiseCertificate.Details.encode({
    serial,
    issuerSerial,
    key: subject.public,
  }).finish()
  return { details, signature: Curve.sign(issuer.private, details) }
}

/** Makes Baileys in this process take the peer's certificates for WhatsApp's own. Answers how to undo it. */
export function trustPeer({ rootKey }: { rootKey: Buffer<ArrayBuffer> }): () => void {
  const before = WA_CERT_DETAILS.PUBLIC_KEY
  WA_CERT_DETAILS.PUBLIC_KEY = rootKey
  return () => {
    WA_CERT_DETAILS.PUBLIC_KEY = before
  }
}
