import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../prisma/connect.ts'
import { freshDatabase, query } from '../fixtures/database.ts'

test('an instant is kept as it is in a database set to another time zone', async () => {
  const database = await freshDatabase()
  const name = new URL(database.url).pathname.slice(1)
  await query(database.url, `ALTER DATABASE ${name} SET timezone = 'Asia/Jakarta'`)
  await query(database.url, 'CREATE TABLE instant (at timestamptz)')
  const prisma = connect(database.url, { poolSize: 1 })
  onTestFinished(async () => {
    await prisma.$disconnect()
    await database.drop()
  })

  const at = new Date('2026-10-14T02:30:00.123Z')
  await prisma.$executeRaw`INSERT INTO instant VALUES (${at})`
  expect(await query(database.url, 'SELECT at FROM instant')).toEqual([{ at }])
  expect(await prisma.$queryRaw`SELECT at FROM instant WHERE at = ${at}`).toEqual([{ at }])
})
