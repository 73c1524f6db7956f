import { z } from 'zod'

/** A UUID as text. Ids are made by the program (clients too), never by the database. */
export const Id = z.uuid({ error: '编号格式不对，应为 UUID' })
export type Id = z.infer<typeof Id>

let lastMs = 0
let counter = 0

/**
 * A UUID version 7 (RFC 9562): sorts by the time it was made, also within one millisecond of one process.
 * @param ms epoch milliseconds, for generators that write the past
 */
export function newId(ms: number = Date.now()): Id {
  if (ms === lastMs) counter = (counter + 1) & 0xfff
  else {
    lastMs = ms
    counter = crypto.getRandomValues(new Uint16Array(1))[0]! & 0x7ff
  }
  const random = crypto.getRandomValues(new Uint8Array(8))
  random[0] = (random[0]! & 0x3f) | 0x80
  const tail = [...random].map((b) => b.toString(16).padStart(2, '0')).join('')
  const time = ms.toString(16).padStart(12, '0')
  const seq = (0x7000 | counter).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${seq}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
