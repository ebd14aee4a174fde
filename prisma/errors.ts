/** What went wrong between this program and its database. The caller has the words for each code. */
export type DatabaseErrorCode =
  /** Another running program owns the data folder. */
  | 'data-dir-in-use'
  /** The data folder belongs to a user whose files this one may not read. */
  | 'data-dir-foreign'
  /** There is no PostgreSQL for this machine among the installed packages. */
  | 'platform-unsupported'
  /** PostgreSQL did not start or stop; `detail` holds its own last words. */
  | 'server-failed'
  /** The database holds migrations this program does not know. */
  | 'database-newer'
  /** A migration stopped half-way, now or in an earlier start. */
  | 'migration-failed'
  /** A migration's file was changed after it had been applied. */
  | 'migration-edited'

/** A failure outside the program. `detail` is for the operator: a folder, names of migrations, or PostgreSQL's message. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: DatabaseErrorCode
  readonly detail: string
  /** True when the same call may succeed later without anybody mending something. */
  readonly retryable: boolean

  constructor(code: DatabaseErrorCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause })
    this.code = code
    this.detail = detail
    this.retryable = code === 'data-dir-in-use'
  }
}
