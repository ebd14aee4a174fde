import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openFiles } from '../../../bots/files/files.ts'
import { filesContract } from '../../contract/files.ts'

const made: string[] = []
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true })
})

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-files-'))
  made.push(folder)
  return folder
}

filesContract('disk', async () => openFiles(path.join(await temporary(), 'evidence')))

it('keeps files over a restart, and leaves nothing else behind', async () => {
  const root = await temporary()
  for (let i = 0; i < 20; i++) await openFiles(root).put(`evidence/${i}`, Uint8Array.of(i))
  expect(await openFiles(root).get('evidence/7')).toEqual(Uint8Array.of(7))
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  expect(files).toHaveLength(20)
  expect((await readdir(root)).length).toBeGreaterThan(5)
})

it('fails loudly where it cannot write', async () => {
  const root = path.join(await temporary(), 'not-a-folder')
  await writeFile(root, '')
  await expect(openFiles(root).put('a', Uint8Array.of(1))).rejects.toThrow(/ENOTDIR|EEXIST/)
})
