import { deskNow } from './desk.ts'
import type { Tx } from './ports.ts'
import type { App } from './turn.ts'

/** A transaction, and the program as it stands in it: with the calendars as they were last edited. */
export async function within<T>(app: App, work: (tx: Tx, app: App) => Promise<T>): Promise<T> {
  return app.store.transaction(async (tx) => work(tx, { ...app, desk: await deskNow(tx, app.desk) }))
}
