import { expect, it } from 'vitest'
import { seed, type Seed } from '../../bots/seed.ts'
import { openStore } from '../prisma/store/open-store.ts'

const nothing: Seed = {
  services: [],
  setupCode: 'K7MQ',
  now: new Date('2026-11-22T01:00:00Z'),
  admins: [],
  leaders: [],
  roles: [],
  groups: [],
  people: [],
  officials: [],
}
const head = {
  telegramId: '222222222',
  name: 'Drs. H. Ahmad Fauzi, M.Si.',
  nip: '19700101 199003 1 001',
  rank: 'Pembina Tk. I',
  position: 'Kepala Dinas',
}

it('takes what papers say of officials from the desk file at every start', async () => {
  const { store } = await openStore()
  const said = () =>
    store.transaction(async (tx) => {
      const person = (await tx.people.byIdentity('telegram', head.telegramId))!
      return { name: person.name, official: (await tx.people.officials([person.id])).get(person.id) }
    })
  const start = (officials: Seed['officials']) => seed(store, { ...nothing, officials }, () => undefined)

  await start([head])
  const { telegramId: _, ...official } = head
  expect(await said()).toEqual({ name: head.name, official })

  await store.transaction((tx) => tx.people.meet('telegram', { id: head.telegramId, name: 'Fauzi' }))
  await start([{ ...head, position: 'Sekretaris Daerah', rank: null }])
  expect(await said()).toEqual({
    name: 'Fauzi',
    official: { ...official, position: 'Sekretaris Daerah', rank: null },
  })
})
