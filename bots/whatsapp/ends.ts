import type { ConnectionState } from '@whiskeysockets/baileys'

/**
 * What the end of a connection asks for: `restart` at once (part of linking), `retry` after a while, `outdated` a few
 * more tries; all others stop it. `unlinked`: the account took the link back.
 */
export type End = {
  kind: 'restart' | 'retry' | 'outdated' | 'unlinked' | 'forbidden' | 'replaced' | 'unscanned'
}

/** Statuses of WhatsApp's stream errors and of Baileys' own; whatever is not here is tried again. */
const ends = new Map<number, End['kind']>([
  [515, 'restart'],
  [401, 'unlinked'],
  [411, 'unlinked'],
  [403, 'forbidden'],
  [440, 'replaced'],
  [405, 'outdated'],
])
/** Baileys ends so when none of its QR codes was scanned. */
const timedOut = 408

/** The end a status stands for. Before it is linked, a connection that times out was waiting for a person. */
export function endOf(code: number | undefined, wasLinked: boolean): End {
  if (code === timedOut && !wasLinked) return { kind: 'unscanned' }
  return { kind: ends.get(code ?? 0) ?? 'retry' }
}

/** The status a connection ended with, where it has one. */
export function codeOf({ lastDisconnect }: Pick<ConnectionState, 'lastDisconnect'>): number | undefined {
  const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined
  return error?.output?.statusCode
}
