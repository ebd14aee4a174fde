import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { DatabaseError } from './errors.ts'

const run = promisify(execFile)

/**
 * Under whose name PostgreSQL runs: it refuses to be root, and `initdb` refuses a user without a line in /etc/passwd.
 * `command` goes before the program's own words; `owner` is who must own the cluster's files, as seen from outside.
 */
export type Identity = { command: string[]; owner: number }

type Account = { uid: number; gid: number }

/**
 * Chooses the identity for a cluster owned by `owner` (undefined: not made yet) when this program runs as `self`.
 *
 * - An ordinary user runs it as itself.
 * - Root runs its own cluster in a user namespace in which root is called `nobody`: the files stay root's, and so a
 *   folder below one of mode 0700 is no obstacle. Where namespaces are off (most containers), it becomes `nobody` and
 *   keeps one capability, to walk through folders that are closed to `nobody`.
 * - Root runs another user's cluster as that user, who can go on with it later.
 * - An ordinary user cannot read anybody else's cluster.
 */
export async function chooseIdentity(self: number, owner: number | undefined): Promise<Identity> {
  const accounts = await readAccounts()
  if (self !== 0 && owner !== undefined && owner !== self)
    throw new DatabaseError('data-dir-foreign', `owned by user ${owner}`)
  if (self !== 0 && accounts.has(self)) return { command: [], owner: self }
  if (owner !== undefined && owner !== self)
    return { command: become({ uid: owner, gid: accounts.get(owner)?.gid ?? owner }), owner }

  const nobody =
    [...accounts.values()].find((account) => account.uid === 65534) ??
    [...accounts.values()].find((account) => account.uid !== 0)
  if (!nobody) throw new DatabaseError('server-failed', 'no user but root in /etc/passwd')
  const namespace = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`]
  if (await works([...namespace, 'true'])) return { command: namespace, owner: self }
  return { command: become(nobody), owner: nobody.uid }
}

/** Who owns a folder; undefined when there is none. */
export async function ownerOf(folder: string): Promise<number | undefined> {
  try {
    return (await stat(folder)).uid
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new DatabaseError('data-dir-foreign', folder, error)
  }
}

function become({ uid, gid }: Account): string[] {
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
}

async function readAccounts(): Promise<Map<number, Account>> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  return new Map(
    lines
      .filter((fields) => fields.length > 3)
      .map((fields) => [Number(fields[2]), { uid: Number(fields[2]), gid: Number(fields[3]) }]),
  )
}

async function works([program, ...args]: string[]): Promise<boolean> {
  try {
    await run(program ?? '', args)
    return true
  } catch {
    return false
  }
}
