import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../prisma/embedded.ts'
import type { Embedded } from '../prisma/embedded.ts'
import { migrate } from '../prisma/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server all tests share; each test makes its own databases there. */
    serverUrl: string
    /** The name of a migrated, empty database to copy. */
    template: string
  }
}

/** One server for the whole run: a throwaway one, or TEST_DATABASE_URL's. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given ? { url: given, stop: async () => undefined } : await startThrowaway()
  const template = `template_${process.pid}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${template}`)
  const url = new URL(server.url)
  url.pathname = template
  await migrate(url.href)

  project.provide('serverUrl', server.url)
  project.provide('template', template)
  return async () => {
    await admin.query(`DROP DATABASE ${template} WITH (FORCE)`)
    await admin.end()
    await server.stop()
  }
}

async function startThrowaway(): Promise<Embedded> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sigap-test-'))
  const server = await startEmbedded({ dataDir, throwaway: true })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}
