import type { Platform } from '#platform/server/module.ts'
import { type Entry, oldestMs } from './admit.ts'
import type { KnownDevices } from './known.ts'

interface Row {
  readonly device_id: string
  readonly at: Date
  readonly seq: number
  readonly received_at: Date
  readonly flags: number
  readonly values: Record<string, number>
}

const pageMost = 20_000

/**
 * Readings received since a moment and not yet worked into their device when the last run ended, a page at a time; the brin index on
 * received_at keeps this small. Some were worked in: judging them again changes nothing.
 */
export async function* missedReadings(platform: Platform, devices: KnownDevices, since: Date): AsyncGenerator<Entry> {
  let after: [Date, string, number] = [since, '00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const rows = await platform.db.read.query<Row>(
      `select r.device_id, r.at, r.seq, r.received_at, r.flags, r."values" from sensing.reading r
       left join sensing.live l on l.town = r.town and l.device_id = r.device_id
       where r.received_at >= $1 and (r.received_at, r.device_id, r.seq) > ($1, $2::uuid, $3::bigint) and r.at > $4
         and (l.seen_at is null or r.received_at > l.seen_at - interval '2 seconds')
       order by r.received_at, r.device_id, r.seq limit $5`,
      [...after, new Date(since.getTime() - oldestMs), pageMost],
    )
    for (const { device_id: id, at, seq, received_at: receivedAt, flags, values } of rows) {
      const device = devices.findById(id)
      if (device) yield { device, at: at.getTime(), seq, receivedAt: receivedAt.getTime(), flags, keep: 'medium', values }
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageMost) return
    after = [last.received_at, last.device_id, last.seq]
  }
}
