import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { audit } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { towns } from '#core/org/server/index.ts'
import type { Retention, readRetention } from '../device-endpoints.ts'
import { type Keep, keepTitles } from '../kind.ts'
import { kinds } from '../kinds/kinds.ts'
import type { z } from 'zod'
import { listPartitions } from './partition-list.ts'

type Kept = z.infer<typeof Retention>
const settingKey = 'retention'

/** 示例: no rule found sets a length; a month for lamps, half a year for most, two years for what floods and water quality are judged by. */
const shipped: Kept = {
  days: { short: 31, medium: 180, long: 730 },
  kinds: Object.fromEntries(kinds.map((kind) => [kind.key, kind.keep])),
}

async function readSetting(tx: Tx, town: string): Promise<Kept | undefined> {
  const [row] = await tx.query<{ value: Kept }>(`select value from sensing.setting where town = $1 and key = $2`, [town, settingKey])
  return row && { days: { ...shipped.days, ...row.value.days }, kinds: { ...shipped.kinds, ...row.value.kinds } }
}

/** Which length each kind of a town is kept. */
export async function keepOfKinds(tx: Tx, town: string): Promise<Readonly<Record<string, Keep>>> {
  return ((await readSetting(tx, town)) ?? shipped).kinds
}

/** The days of each length: partitions are shared by the towns of an installation, so the longest wish counts. */
export async function keepDays(platform: Platform): Promise<Readonly<Record<Keep, number>>> {
  const days = { short: 0, medium: 0, long: 0 }
  const wishes = await Promise.all((await towns(platform)).map(({ code }) => readSetting(platform.db.read, code)))
  for (const wish of wishes.length > 0 ? wishes : [undefined])
    for (const keep of Object.keys(days) as Keep[]) days[keep] = Math.max(days[keep], (wish ?? shipped).days[keep])
  return days
}

/** An empty partition's share is nothing; before any is filled, what was measured with three fields and one index. */
const bytesUnmeasured = 260

/** What is kept how long, what it takes now and will take in the end. */
export async function retentionView(tx: Tx, town: string): Promise<AnswerOf<typeof readRetention>> {
  const setting = await readSetting(tx, town)
  const kept = setting ?? shipped
  const partitions = await listPartitions(tx)
  const filled = partitions.filter((p) => p.rows > 1000)
  const bytesPerReading =
    filled.length > 0 ? filled.reduce((sum, p) => sum + p.bytes, 0) / filled.reduce((sum, p) => sum + p.rows, 0) : bytesUnmeasured
  const counts = await tx.query<{ kind: string; devices: number; beats: number; heard: number | null }>(
    `select d.kind, count(*) as devices, coalesce(sum(86400.0 / d.heartbeat), 0)::float8 as beats,
       (select sum(h.n) / 7.0 from sensing.reading_hour h join sensing.device x on x.town = h.town and x.id = h.device_id
        where h.town = $1 and x.kind = d.kind and h.hour > now() - interval '7 days' and h.field = m.main)::float8 as heard
     from sensing.device d join unnest($2::text[], $3::text[]) as m (kind, main) on m.kind = d.kind where d.town = $1 and d.state <> 'retired' group by d.kind, m.main`,
    [town, kinds.map((kind) => kind.key), kinds.map((kind) => kind.main)],
  )
  const byKind = new Map(counts.map((row) => [row.kind, row]))
  const lines = kinds
    .filter((kind) => byKind.has(kind.key))
    .map((kind) => {
      const row = byKind.get(kind.key)!
      const measured = row.heard !== null && row.heard > 0
      const perDay = Math.round(measured ? row.heard! : row.beats)
      const keep = kept.kinds[kind.key] ?? kind.keep
      return {
        kind: kind.key,
        title: kind.title,
        devices: row.devices,
        keep,
        perDay,
        measured,
        bytes: perDay * kept.days[keep] * bytesPerReading,
      }
    })
  return {
    ...kept,
    decided: setting !== undefined,
    lines,
    bytesPerReading: Math.round(bytesPerReading),
    stored: partitions.reduce((sum, p) => sum + p.bytes, 0),
    forecast: lines.reduce((sum, line) => sum + line.bytes, 0),
    partitions: partitions.length,
    ...(partitions[0] ? { oldest: partitions[0].day } : {}),
  }
}

/** Sets how long readings stay; rows already there keep the length they were written with. */
export async function setRetention(tx: Tx, actor: Actor, given: Kept, now: Date): Promise<void> {
  await tx.query(
    `insert into sensing.setting (town, key, value, changed_at, changed_by) values ($1, $2, $3, $4, $5)
     on conflict (town, key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [actor.town, settingKey, JSON.stringify({ days: given.days, kinds: given.kinds }), now, actor.personId || null],
  )
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'sensing.retention-saved',
    detail: { days: Object.fromEntries(Object.entries(given.days).map(([keep, n]) => [keepTitles[keep as Keep], n])) },
  })
}
