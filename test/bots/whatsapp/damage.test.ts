import { describe, expect, test } from 'vitest'
import { query } from '../../fixtures/database.ts'
import { aMoment, givenWhatsapp, sendTo, shownTo, spyConsole, textsOf, until, type Given } from './given.ts'

describe('keys that are damaged while the program runs', () => {
  test.each(['session', 'identity-key'])(
    '(%s) are told of, and nothing new is put in their place',
    async (type) => {
      const whatsapp = await givenWhatsapp()
      const { channel, taken } = await whatsapp.online()
      const { siti, databaseUrl } = whatsapp
      await siti.send('satu')
      await until(() => textsOf(taken)).toEqual(['satu'])
      await sendTo(channel, siti, { text: 'baik' })
      await until(() => shownTo(siti)).toEqual(['baik'])
      await query(databaseUrl, `UPDATE whatsapp_keys SET value = '\\x00' WHERE type = $1`, [type])
      // A telephone that lost its sessions opens a new one, and shows its identity.
      if (type === 'identity-key') siti.forgetSessions()
      const before = await keysOf(whatsapp, type)
      const id = await siti.send('dua')
      await until(() => whatsapp.told('damaged')).toHaveLength(1)
      expect(whatsapp.told('damaged')[0]?.error.rows[0]).toMatch(new RegExp(`^${type}/280000000000007`))
      await aMoment()
      expect(await keysOf(whatsapp, type)).toEqual(before)
      expect(siti.state(id)).toBe('sent')
      expect(textsOf(taken)).toEqual(['satu'])
      await expect(sendTo(channel, siti, { text: 'hilang' })).rejects.toMatchObject({
        failure: { code: 'offline' },
      })
      await channel.stop()
      await expect(whatsapp.listen()).rejects.toMatchObject({ code: 'auth-state-damaged', fault: 'damaged' })
    },
  )

  test('are used again once the database was restored, and no message is missed', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    const { siti, databaseUrl } = whatsapp
    await siti.send('satu')
    await until(() => textsOf(taken)).toEqual(['satu'])
    await sendTo(channel, siti, { text: 'baik' })
    await until(() => shownTo(siti)).toEqual(['baik'])
    await query(databaseUrl, 'CREATE TABLE cadangan AS SELECT * FROM whatsapp_keys')
    await query(databaseUrl, `UPDATE whatsapp_keys SET value = '\\x00' WHERE type = 'session'`)
    await siti.send('dua')
    await until(() => whatsapp.told('damaged')).toHaveLength(1)
    await query(
      databaseUrl,
      'UPDATE whatsapp_keys SET value = c.value FROM cadangan c WHERE (c.type, c.id) = (whatsapp_keys.type, whatsapp_keys.id)',
    )
    channel.link()
    await until(() => textsOf(taken)).toEqual(['satu', 'dua'])
    expect(whatsapp.told('qr')).toEqual([])
  })
})

describe('the channel is quiet', () => {
  test('neither console nor log hold a key, a number or a text, also when nothing can be read', async () => {
    const said = spyConsole()
    const whatsapp = await givenWhatsapp()
    const first = await whatsapp.online()
    const { siti } = whatsapp
    await siti.send('Kata sandi saya rahasia123')
    await until(() => textsOf(first.taken)).toHaveLength(1)
    await sendTo(first.channel, siti, { text: 'Mohon jangan kirim kata sandi' })
    await until(() => shownTo(siti)).toHaveLength(1)
    await siti.send('baik')
    await until(() => textsOf(first.taken)).toHaveLength(2)
    await first.channel.stop()
    await query(whatsapp.databaseUrl, `DELETE FROM whatsapp_keys WHERE type = 'session'`)
    const second = await whatsapp.online()
    for (let at = 0; at < 5; at += 1) await siti.send(`rahasia456 ${at}`)
    await until(() => textsOf(second.taken)).toHaveLength(5)
    whatsapp.siti.refuse('463')
    await sendTo(second.channel, siti, { text: 'rahasia789' }).catch(() => undefined)
    await second.channel.stop()
    const all = `${said()}\n${JSON.stringify(whatsapp.logged)}`
    expect(said()).not.toMatch(/session|SessionEntry|privKey|chain/i)
    expect(all).not.toMatch(/rahasia|sandi|62812|2800000|6281100|<Buffer|[0-9a-f]{32}/i)
    expect(whatsapp.logged.length).toBeGreaterThan(0)
  })

  test('a storm of messages it cannot read makes a few lines, and holds up nobody for long', async () => {
    spyConsole()
    const whatsapp = await givenWhatsapp()
    const first = await whatsapp.online()
    const { siti, peer } = whatsapp
    await siti.send('satu')
    await until(() => textsOf(first.taken)).toEqual(['satu'])
    const before = whatsapp.logged.length
    const from = {
      from: `${siti.phone}@s.whatsapp.net`,
      sender_lid: `${siti.lid}@lid`,
      addressing_mode: 'pn',
    }
    for (let at = 0; at < 100; at += 1)
      peer.deliver({
        tag: 'message',
        attrs: { ...from, id: `BADMAC${at}`, type: 'text', notify: 'Siti', t: '1795329562' },
        content: [{ tag: 'enc', attrs: { v: '2', type: 'msg' }, content: Buffer.alloc(90, at) }],
      })
    await siti.send('dua')
    await until(() => textsOf(first.taken)).toEqual(['satu', 'dua'])
    expect(whatsapp.logged.length - before).toBeGreaterThan(0)
    expect(whatsapp.logged.length - before).toBeLessThan(10)
  })
})

async function keysOf({ databaseUrl }: Given, type: string): Promise<unknown[]> {
  return query(
    databaseUrl,
    'SELECT id, encode(value, $2) AS value FROM whatsapp_keys WHERE type = $1 ORDER BY id',
    [type, 'hex'],
  )
}
