import type { BinaryNode, WASocket } from '@whiskeysockets/baileys'
import { ChannelError } from '../../core/app/message.ts'

const waitMs = 20_000
/** The account may not write to this person: WhatsApp holds it back from reaching out. Trying again makes it worse. */
const restricted = '463'

type Waiting = { resolve(): void; reject(error: ChannelError): void }

/** WhatsApp's word for each message that it has it: only then is a message sent. */
export function acknowledgements() {
  const waiting = new Map<string, Waiting>()
  const heard = new WeakSet<WASocket>()
  const hear = ({ attrs }: BinaryNode) => {
    const one = waiting.get(attrs['id'] ?? '')
    const error = attrs['error']
    if (error === undefined) one?.resolve()
    else if (error === restricted) one?.reject(new ChannelError({ code: 'unreachable' }))
    else one?.reject(new ChannelError({ code: 'rejected', reason: `error ${error}` }))
  }
  return {
    /** To be called before the message is sent. Rejects with `ChannelError`; `unavailable` where no word comes. */
    await(socket: WASocket, id: string): Promise<void> {
      if (!heard.has(socket)) socket.ws.on('CB:ack,class:message', hear)
      heard.add(socket)
      const acknowledged = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new ChannelError({ code: 'unavailable' })), waitMs)
        const end = (work: () => void) => {
          clearTimeout(timer)
          waiting.delete(id)
          work()
        }
        waiting.set(id, { resolve: () => end(resolve), reject: (error) => end(() => reject(error)) })
      })
      // Sending itself may fail first, and then nobody waits for this.
      acknowledged.catch(() => undefined)
      return acknowledged
    },
  }
}
