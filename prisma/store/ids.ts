/** Ids are bigint in the database and strings everywhere else. */
const idMax = 2n ** 63n - 1n

/** The id to look for; 0, which no row has, for what cannot be one (a mistyped number, a forged button). */
export function idToFind(text: string): bigint {
  if (!/^[1-9]\d{0,18}$/.test(text)) return 0n
  const id = BigInt(text)
  return id > idMax ? 0n : id
}

/** The id of something that exists. Anything else is a bug of the caller. */
export function idToWrite(text: string): bigint {
  const id = idToFind(text)
  if (id === 0n) throw new Error(`not an id: ${text}`)
  return id
}
