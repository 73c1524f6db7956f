import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import type { readHealth } from '../device-endpoints.ts'
import { kindOf } from '../kinds/kinds.ts'
import { deviceConditions, namesOfUnits } from './device-list.ts'

const keys = { kind: 'd.kind', owner: `coalesce(d.owner_id::text, '')`, village: 'left(d.area_code, 12)' } as const
const lists = { kind: 'kind', owner: 'owner', village: 'area' } as const

interface Row {
  key: string
  total: number
  online: number
  offline: number
  faulty: number
  never: number
  silent: number
  expected: number
  alarms: number
  handled: number
  confirmed: number
  name: string
}

/** The health board: how many are heard, how much of the last 30 days, how many alarms were true. */
export async function healthBoard(tx: Tx, actor: Actor, by: keyof typeof keys, now: Date): Promise<AnswerOf<typeof readHealth>> {
  const c = deviceConditions(actor, { state: ['normal'] })
  const from = c.add(new Date(now.getTime() - 30 * 86_400_000))
  const to = c.add(now)
  const rows = await tx.query<Row>(
    `with mine as (select d.id, d.online, ${keys[by]} as key, greatest(d.created_at, ${from}::timestamptz) as since,
        split_part(d.area_name, ' · ', 1) as name from sensing.device d where ${c.text}),
     quiet as (select s.device_id, sum(extract(epoch from sensing.listened(greatest(s.from_at, m.since), least(coalesce(s.to_at, ${to}), ${to})))) as seconds
        from sensing.silence s join mine m on m.id = s.device_id where s.town = $1 and coalesce(s.to_at, ${to}) > m.since group by 1),
     -- Asked once for each beginning, of which there are few, and not for each device.
     heard as (select since, extract(epoch from sensing.listened(since, ${to}::timestamptz)) as seconds from (select distinct since from mine) d),
     raised as (select a.device_id, count(*) as n, count(*) filter (where a.state <> 'pending') as handled, count(*) filter (where a.state in ('case', 'noted')) as confirmed
        from sensing.alarm a where a.town = $1 and a.raised_at > ${from} and a.device_id is not null group by 1)
     select m.key, count(*) as total, count(*) filter (where m.online = 'online') as online, count(*) filter (where m.online = 'offline') as offline,
       count(*) filter (where m.online = 'faulty') as faulty, count(*) filter (where m.online = 'never') as never, max(m.name) as name,
       coalesce(sum(q.seconds) filter (where m.online <> 'never'), 0)::float8 as silent,
       coalesce(sum(h.seconds) filter (where m.online <> 'never'), 0)::float8 as expected,
       coalesce(sum(r.n), 0)::int as alarms, coalesce(sum(r.handled), 0)::int as handled, coalesce(sum(r.confirmed), 0)::int as confirmed
     from mine m join heard h on h.since = m.since left join quiet q on q.device_id = m.id left join raised r on r.device_id = m.id group by m.key order by m.key limit 500`,
    c.values,
  )
  const units =
    by === 'owner'
      ? await namesOfUnits(
          tx,
          actor.town,
          rows.map((row) => row.key).filter((key) => key !== ''),
        )
      : new Map<string, string>()
  const title = (row: Row): string =>
    by === 'kind'
      ? kindOf(row.key).title
      : by === 'owner'
        ? row.key === ''
          ? '未登记权属'
          : (units.get(row.key) ?? '')
        : row.name || '镇域内未分村'
  return {
    lines: rows.map((row) => ({
      key: row.key,
      title: title(row),
      total: row.total,
      online: row.online,
      offline: row.offline,
      faulty: row.faulty,
      never: row.never,
      ...(row.expected > 3600 ? { onlineRate: Math.max(0, Math.min(1, 1 - row.silent / row.expected)) } : {}),
      alarms: row.alarms,
      ...(row.handled > 0 ? { accuracy: row.confirmed / row.handled } : {}),
      list:
        row.key === ''
          ? ''
          : `${lists[by]}=${encodeURIComponent(row.key)}&state=normal${by === 'village' && row.key.length < 12 ? '&exactly=true' : ''}`,
    })),
  }
}
