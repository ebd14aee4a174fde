import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Curve } from '@whiskeysockets/baileys'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frame, frameReader } from '../../../../bots/simulator/whatsapp/frames.ts'
import { verifySignature } from '../../../../bots/simulator/whatsapp/xeddsa.ts'
import { loopbackIdentity } from '../../../../bots/simulator/whatsapp/x509.ts'

const HEADER = Buffer.from([87, 65, 6, 3])

describe('verifySignature', () => {
  it('takes what the key signed, and nothing else', () => {
    for (let round = 0; round < 20; round++) {
      const { private: secret, public: key } = Curve.generateKeyPair()
      const message = Buffer.from(`pesan ${round}`)
      const signature = Curve.sign(secret, message)
      expect(verifySignature(key, message, signature)).toBe(true)
      expect(verifySignature(key, Buffer.from('lain'), signature)).toBe(false)
      expect(verifySignature(Curve.generateKeyPair().public, message, signature)).toBe(false)
      expect(verifySignature(key, message, signature.subarray(1))).toBe(false)
    }
  })
})

describe('frameReader', () => {
  it('finds the same frames however the bytes are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(fc.array(bytes), fc.integer({ min: 1, max: 40 }), fc.boolean(), (parts, step, routed) => {
        const routing = routed ? Buffer.from([69, 68, 0, 1, 0, 0, 2, 9, 9]) : Buffer.alloc(0)
        const stream = Buffer.concat([routing, HEADER, ...parts.map(frame)])
        const read = frameReader(HEADER)
        const found: Buffer[] = []
        for (let at = 0; at < stream.length; at += step) found.push(...read(stream.subarray(at, at + step)))
        expect(found.map((each) => each.toString('hex'))).toEqual(
          parts.map((each) => Buffer.from(each).toString('hex')),
        )
      }),
    )
  })

  it('refuses another protocol', () => {
    expect(() => frameReader(HEADER)(Buffer.from('GET / HTTP/1.1'))).toThrow('not a WhatsApp client')
  })
})

describe('loopbackIdentity', () => {
  it('is a certificate a client trusts when it is told to, and only then', async () => {
    const identity = loopbackIdentity()
    const server = createServer(identity, (_, response) => void response.end('ya'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const get = (ca?: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, agent: false, ...(ca && { ca }) }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode))
        })
          .on('error', reject)
          .end()
      })
    expect(await get(identity.cert)).toBe(200)
    await expect(get()).rejects.toThrow(/self-signed/)
    await expect(get(loopbackIdentity().cert)).rejects.toThrow()
    await new Promise((resolve) => server.close(resolve))
  })
})
