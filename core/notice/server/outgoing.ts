import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '#platform/contract/id.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Tx } from '#platform/server/database.ts'
import { schedule } from '#platform/server/jobs.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'

export interface Outgoing {
  readonly channel: 'sms' | 'wecom'
  readonly address: string
  readonly words: string
}

/** A way out of the house for short words: SMS, WeChat Work. A town plugs its own in; the default writes a file. */
export interface OutgoingPort {
  send(message: Outgoing & { town: string; id: string; at: Date }): Promise<void>
}

/** The default port: one JSON line per message in DATA_DIR/outgoing/<day>.jsonl, so that nothing leaves the machine unasked. */
export function filePort(platform: Platform): OutgoingPort {
  const folder = join(platform.config.dataDir, 'outgoing')
  return {
    async send(message) {
      await mkdir(folder, { recursive: true })
      await appendFile(join(folder, `${message.at.toISOString().slice(0, 10)}.jsonl`), `${JSON.stringify(message)}\n`)
    },
  }
}

/** Queues a message in the caller's transaction; the job `notice.outgoing` sends it and tries again when the line is cut. */
export async function sendOut(tx: Tx, platform: Platform, town: string, message: Outgoing): Promise<void> {
  const id = newId()
  const now = platform.now()
  await tx.query(`insert into notice.outgoing (town, id, at, channel, address_sealed, words) values ($1, $2, $3, $4, $5, $6)`, [
    town,
    id,
    now,
    message.channel,
    fieldCipher(platform.config.dataDir).seal(message.address, `notice.outgoing:${id}`),
    message.words,
  ])
  await schedule(tx, { town, kind: 'notice.outgoing', key: id, runAt: now })
}

/** Sends one queued message through the port. */
export async function sendQueued(tx: Tx, platform: Platform, town: string, id: string, port: OutgoingPort): Promise<void> {
  const [row] = await tx.query<{ channel: 'sms' | 'wecom'; address_sealed: Buffer; words: string }>(
    `select channel, address_sealed, words from notice.outgoing where town = $1 and id = $2 and sent_at is null`,
    [town, id],
  )
  if (!row) return
  const at = platform.now()
  await port.send({
    town,
    id,
    at,
    channel: row.channel,
    address: fieldCipher(platform.config.dataDir).open(row.address_sealed, `notice.outgoing:${id}`),
    words: row.words,
  })
  await tx.query(`update notice.outgoing set sent_at = $3, attempts = attempts + 1 where town = $1 and id = $2`, [town, id, at])
}
