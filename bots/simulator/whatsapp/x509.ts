import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and the certificate of it, both PEM. */
export type TlsIdentity = { key: string; cert: string }

const OID = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  basicConstraints: '551d13',
  subjectAltName: '551d11',
}
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
}
/** [0] and [3] of a certificate: its version, and its extensions; [2] and [7] of a name: a host, and an address. */
const CONTEXT = { version: 0xa0, extensions: 0xa3, dnsName: 0x82, ipAddress: 0x87 }

/** A self-signed certificate for loopback, in a shape every TLS client takes as a root: X.509 v3, ECDSA P-256. */
export function loopbackIdentity(): TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(TAG.sequence, oid(OID.ecdsaWithSha256))
  const name = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, oid(OID.commonName), der(TAG.utf8, Buffer.from('loopback media')))),
  )
  const validity = der(
    TAG.sequence,
    der(TAG.utcTime, Buffer.from('200101000000Z')),
    der(TAG.utcTime, Buffer.from('491231235959Z')),
  )
  const body = der(
    TAG.sequence,
    der(CONTEXT.version, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(CONTEXT.extensions, der(TAG.sequence, authority(), loopbackNames())),
  )
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])
  const certificate = der(TAG.sequence, body, algorithm, der(TAG.bitString, signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${certificate
      .toString('base64')
      .replace(/(.{64})/g, '$1\n')
      .trimEnd()}\n-----END CERTIFICATE-----\n`,
  }
}

function authority(): Buffer {
  const yes = der(TAG.boolean, Buffer.from([0xff]))
  return der(TAG.sequence, oid(OID.basicConstraints), yes, der(TAG.octetString, der(TAG.sequence, yes)))
}

function loopbackNames(): Buffer {
  const names = der(
    TAG.sequence,
    der(CONTEXT.dnsName, Buffer.from('localhost')),
    der(CONTEXT.ipAddress, Buffer.from([127, 0, 0, 1])),
  )
  return der(TAG.sequence, oid(OID.subjectAltName), der(TAG.octetString, names))
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, 'hex'))
}

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const length = content.length
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}
