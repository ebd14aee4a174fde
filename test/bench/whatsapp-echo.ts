import { initAuthCreds, makeWASocket, WA_CERT_DETAILS, type SignalDataTypeMap } from '@whiskeysockets/baileys'
import { pino } from 'pino'
import { silenceLibsignal } from '../../bots/whatsapp/quiet.ts'

// A bot on Baileys alone that repeats what it is told, with its keys in memory: argv[2] is WhatsApp's address, argv[3] its
// root key in base64. It shows its QR codes on standard output.
const [waWebSocketUrl = '', rootKey = ''] = process.argv.slice(2)
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, 'base64')
silenceLibsignal()
process.on('SIGTERM', () => process.exit(0))
const creds = initAuthCreds()
const kept = new Map<string, unknown>()
const keys = {
  async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
    const found = ids.flatMap((id) => (kept.has(`${type} ${id}`) ? [[id, kept.get(`${type} ${id}`)]] : []))
    return Object.fromEntries(found) as { [id: string]: SignalDataTypeMap[T] }
  },
  async set(data: object) {
    for (const [type, values] of Object.entries(data))
      for (const [id, value] of Object.entries((values ?? {}) as object))
        if (value === null) kept.delete(`${type} ${id}`)
        else kept.set(`${type} ${id}`, value)
  },
}
connect()

function connect(): void {
  const socket = makeWASocket({
    auth: { creds, keys },
    waWebSocketUrl,
    logger: pino({ level: 'silent' }),
    markOnlineOnConnect: false,
  })
  socket.ev.on('creds.update', (update) => void Object.assign(creds, update))
  socket.ev.on('connection.update', ({ qr, connection }) => {
    if (qr) console.log(`qr ${qr}`)
    if (connection === 'open') console.log('open')
    if (connection === 'close') connect()
  })
  socket.ev.on('messages.upsert', ({ messages }) => {
    for (const { key, message } of messages)
      if (!key.fromMe && key.remoteJid && message?.conversation)
        void socket.sendMessage(key.remoteJid, { text: message.conversation })
  })
}
