import { openAuthState } from '../../../bots/whatsapp/auth-state.ts'
import { connect } from '../../../prisma/connect.ts'
import { whatsappKeysIn } from '../../../prisma/store/whatsapp-keys.ts'

/** How many sessions change together in every write of the process below. */
export const sessionsTogether = 12

/** Writes one state after the other and says the number of each once it is kept, until it is killed. */
async function writeForEver(url: string, secret: string): Promise<void> {
  const { state } = await openAuthState(whatsappKeysIn(connect(url), secret))
  const { creds, keys } = state
  for (let n = (creds.additionalData as number | undefined) ?? 0; ; n += 1) {
    creds.additionalData = n
    const sessions = Array.from({ length: sessionsTogether }, (_, i) => [`${i}`, Buffer.from(`${n}`)])
    const preKey = { public: Buffer.from('p'), private: Buffer.from(`${n}`) }
    await keys.set({
      session: Object.fromEntries(sessions) as Record<string, Buffer>,
      'pre-key': { [n]: preKey, [n - 1]: null },
    })
    process.stdout.write(`${JSON.stringify({ n })}\n`)
  }
}

if (process.argv[1] === import.meta.filename) await writeForEver(process.argv[2]!, process.argv[3]!)
