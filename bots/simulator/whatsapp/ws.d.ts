/** The part of `ws` the peer uses; the package brings no types of its own. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events'
  import type { IncomingMessage, Server } from 'node:http'

  export class WebSocket extends EventEmitter {
    static readonly OPEN: 1
    readonly readyState: number
    send(data: Uint8Array): void
    close(code?: number): void
    terminate(): void
    on(event: 'message', listener: (data: Buffer) => void): this
    on(event: 'close', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
  }

  export class WebSocketServer extends EventEmitter {
    constructor(options: { server: Server })
    close(callback?: () => void): void
    on(event: 'connection', listener: (socket: WebSocket, request: IncomingMessage) => void): this
  }
}
