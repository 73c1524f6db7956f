import { moverKindOf } from '#modules/patrol/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { dateOf } from '#core/calendar/contract.ts'
import { seededId } from '../people/seeded-id.ts'

/**
 * How many are out at an hour of the day in China (示例): the day shift, half of it at weekends, the evening rounds of crews and night
 * markets, the night watch. A town of 600 does not walk about after supper.
 */
export function strengthAt(at: number): number {
  const china = new Date(at + 8 * 3_600_000)
  const hour = china.getUTCHours() + china.getUTCMinutes() / 60
  const weekend = china.getUTCDay() === 0 || china.getUTCDay() === 6
  if (hour >= 7.5 && hour < 18) return weekend ? 180 : 400
  return hour >= 18 && hour < 21.5 ? 64 : 26
}

export interface Member {
  personId: string
  name: string
  postId: string
  postTitle: string
  role: string
  unitId: string
  areas: string[]
}

/** Who of the invented staff goes out, crews and grid workers first; the accounts on the sign-in page clock in for themselves. */
export async function fieldMembers(tx: Tx, town: string, at: number): Promise<Member[]> {
  return tx.query<Member>(
    `select distinct on (rank, person_id) person_id as "personId", person_name as name, post_id as "postId", post_title as "postTitle", role, unit_id as "unitId", areas from (
       select m.*, case when post_title like '%车%' then 0 when role = 'grid-worker' and cardinality(areas) = 1 then 1 when post_title like '%执法%' or post_title like '%中队%' then 2
         when role = 'village' then 3 else 4 end as rank
       from org.member m join org.person p on p.town = m.town and p.id = m.person_id and not p.demo
       where m.town = $1 and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2) and role in ('grid-worker', 'handler', 'village', 'verifier')
         and post_title not like '%局长%' and post_title not like '%网格长%') x
     where not exists (select from org.member o where o.town = x.town and o.person_id = x.person_id and o.post_id < x.post_id)
     order by rank, person_id`,
    [town, dateOf(at)],
  )
}

/**
 * Brings the duties of the invented staff in step with the hour, in three statements; somebody who ended their duty themself today stays off.
 * @returns those on duty now
 */
export async function clockIn(tx: Tx, town: string, at: number): Promise<Member[]> {
  const out = (await fieldMembers(tx, town, at)).slice(0, strengthAt(at))
  const now = new Date(at)
  const rows = JSON.stringify(
    out.map((m) => ({ ...m, kind: moverKindOf({ role: m.role, title: m.postTitle }), id: seededId(`duty/${m.personId}/${at}`) })),
  )
  const shape = `id uuid, "personId" uuid, name text, "postId" uuid, "postTitle" text, "unitId" uuid, kind text`
  await tx.query(
    `insert into patrol.duty (town, id, person_id, post_id, unit_id, kind, started_at, terminal)
     select $1, x.id, x."personId", x."postId", x."unitId", x.kind, $3, '模拟器' from jsonb_to_recordset($2::jsonb) as x (${shape})
     where not exists (select from patrol.duty d where d.town = $1 and d.person_id = x."personId" and (d.ended_at is null or (d.ended_by = 'self' and d.ended_at > $3::timestamptz - interval '12 hours')))
     on conflict do nothing`,
    [town, rows, now],
  )
  await tx.query(
    `insert into patrol.mover as m (town, sort, id, name, post_title, unit_id, kind, on_duty, since)
     select $1, 'person', x."personId", x.name, x."postTitle", x."unitId", x.kind, true, $3 from jsonb_to_recordset($2::jsonb) as x (${shape})
     join patrol.duty d on d.town = $1 and d.person_id = x."personId" and d.ended_at is null
     on conflict (town, sort, id) do update set on_duty = true, since = excluded.since where not m.on_duty`,
    [town, rows, now],
  )
  // The day shift goes home: only duties the simulator began, never a real person's.
  await tx.query(
    `with ended as (update patrol.duty set ended_at = $3, ended_by = 'shift' where town = $1 and ended_at is null and terminal = '模拟器' and not (person_id = any($2::uuid[])) returning person_id)
     update patrol.mover m set on_duty = false, since = $3 from ended where m.town = $1 and m.sort = 'person' and m.id = ended.person_id`,
    [town, out.map(({ personId }) => personId), now],
  )
  return out
}
