import type { Tx } from '#platform/server/database.ts'
import { type UnusualLook, unusualLimits } from '../audit-log.ts'

const { perDay, nightFrom, nightTo, samePerson } = unusualLimits

const texts: Readonly<Record<UnusualLook['why'], (count: number) => string>> = {
  many: (count) => `一天内查看个人信息 ${count} 次（示例阈值 ${perDay} 次）`,
  night: (count) => `夜间（${nightFrom}:00—次日 ${nightTo}:00）查看个人信息 ${count} 次`,
  repeated: (count) => `反复查看同一对象 ${count} 次（示例阈值 ${samePerson} 次）`,
}

/**
 * Look-ups of personal data an auditor should ask about (features.md §8.2, seed 245 防范违规查询). Every module's reveal counts:
 * their audit kinds end in `-revealed`. A night belongs to the day it began on. Newest first.
 */
export async function unusualLooks(tx: Tx, town: string, from: Date, to: Date): Promise<UnusualLook[]> {
  const rows = await tx.query<Omit<UnusualLook, 'text' | 'first' | 'last'> & { first: Date; last: Date }>(
    `with looks as (
       select subject, object, at, at at time zone 'Asia/Shanghai' as local from platform.audit
       where town = $1 and at >= $2 and at < $3 and kind like '%-revealed' and result = 'ok'
     ), found as (
       select 'many' as why, subject, null as object, count(*) as count, min(at) as first, max(at) as last
       from looks group by subject, local::date having count(*) >= $4
       union all
       select 'night', subject, null, count(*), min(at), max(at)
       from looks where extract(hour from local) >= $5::int or extract(hour from local) < $6::int
       group by subject, (local - make_interval(hours => $6::int))::date
       union all
       select 'repeated', subject, object, count(*), min(at), max(at)
       from looks where object is not null group by subject, object having count(*) >= $7
     )
     select f.*, p.name from found f left join org.person p on p.town = $1 and f.subject = 'person:' || p.id::text
     order by f.last desc, f.why, f.subject limit 500`,
    [town, from, to, perDay, nightFrom, nightTo, samePerson],
  )
  return rows.map((row) => ({ ...row, text: texts[row.why](row.count), first: row.first.toISOString(), last: row.last.toISOString() }))
}
