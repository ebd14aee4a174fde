import { WA_CERT_DETAILS } from '@whiskeysockets/baileys'
import { readConfig } from '../../bots/config.ts'
import { createLogger } from '../../bots/log.ts'
import { startProgram } from '../../bots/program.ts'
import type { LinkNotice } from '../../bots/whatsapp/session.ts'

// The program, which shows its QR codes on standard output: argv[2] is WhatsApp's root key in base64, argv[3] `hurried`
// where it is to answer without its usual wait and pace.
const [rootKey = '', manner] = process.argv.slice(2)
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, 'base64')
const read = readConfig(process.env)
if (!read.ok) throw new Error(JSON.stringify(read.problems))
const onNotice = (notice: LinkNotice): void => {
  if (notice.kind === 'qr') console.log(`qr ${notice.qr}`)
  if (notice.kind === 'linked') console.log('open')
}
const fail = (error: Error): void => {
  throw error
}
const whatsapp = { onNotice, print: () => undefined, ...(manner === 'hurried' ? { pace: null } : {}) }
const quiet = manner === 'hurried' ? { quiet: { ms: 0, maxMs: 0 } } : {}
const program = await startProgram(read.config, createLogger(read.config.logLevel), fail, {
  whatsapp,
  ...quiet,
})
process.on('SIGTERM', () => void program.stop().then(() => process.exit(0)))
