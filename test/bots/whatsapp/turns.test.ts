import { expect, test } from 'vitest'
import { aMoment, givenWhatsapp, sendTo, until } from './given.ts'

test('people who write while they are answered cost no second try: what is read and written shares its keys in turns', async () => {
  const whatsapp = await givenWhatsapp()
  const { channel, taken } = await whatsapp.online({
    take: async ([inbound]) => {
      setTimeout(
        () => void sendTo(channel, { lid: inbound!.chat.id.slice('lid:'.length) }, { text: 'jawaban' }),
        5,
      )
      await aMoment(10)
    },
  })
  const people = Array.from({ length: 6 }, (_, at) =>
    whatsapp.peer.person({
      phone: `628130000000${at}`,
      lid: `28030000000000${at}`,
      name: `Warga ${at}`,
      addressing: 'lid',
    }),
  )
  for (let at = 0; at < 5; at += 1) await Promise.all(people.map((person) => person.send(`pesan ${at}`)))
  await until(() => people.map(({ received }) => received.length)).toEqual(people.map(() => 5))
  expect(taken).toHaveLength(30)
  await aMoment()
  expect(people.map((person) => person.repeats())).toEqual(people.map(() => 0))
})
