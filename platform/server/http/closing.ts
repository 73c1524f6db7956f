import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Requests in hand get so long to finish. */
const graceMs = 10_000

/**
 * Makes `app.close()` end in good time. Node closes connections that finished a request, but keeps those that never
 * sent one (browsers open such in advance) until a timeout of minutes, and waits for streams that have no end.
 * @param endStreams ends what would never end by itself
 */
export function closeInTime(app: FastifyInstance, endStreams: () => Promise<void>): void {
  const unused = new Set<Socket>()
  app.server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', (request) => unused.delete(request.socket))
  app.addHook('preClose', async () => {
    await endStreams()
    for (const socket of unused) socket.destroy()
    setTimeout(() => app.server.closeAllConnections(), graceMs).unref()
  })
}
