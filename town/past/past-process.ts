import { once } from 'node:events'
import { makePast, prepareTown } from './make-past.ts'
import type { Order } from './messages.ts'

// The entry of the maker's process: makes one piece, sends it, and goes on until six wait (5 MB each): the database is busy with the ground meanwhile.
if (!process.send) throw new Error('past-process.ts is started by past-pieces.ts')
process.once('disconnect', () => process.exit(1))
const ordered = once(process, 'message')
const prepared = prepareTown()
const [order] = (await ordered) as [Order]
let ahead = 6
process.on('message', () => ahead++)
for await (const made of makePast(order, prepared)) {
  process.send(made)
  ahead--
  while (ahead <= 0) await once(process, 'message')
}
process.removeAllListeners('disconnect')
process.disconnect()
