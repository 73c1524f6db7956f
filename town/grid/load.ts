import type { Tx } from '#platform/server/database.ts'
import { dateOf } from '#core/calendar/contract.ts'
import type { Substitute } from '../people/town-people.ts'
import { seededId } from '../people/seeded-id.ts'

const DAY = 86_400_000

/** Every grid worker rests one day a week, each another, with a named substitute; a few are on leave these days (示例). */
export async function loadStandIns(tx: Tx, town: string, substitutes: readonly Substitute[], now: number): Promise<void> {
  await tx.query(
    `insert into grid.stand_in (town, post_id, substitute_id, rest_weekdays, changed_at, changed_by)
     select $1, x.post, x.substitute, array[x.rest], $3, '演示镇生成' from jsonb_to_recordset($2::jsonb) as x (post uuid, substitute uuid, rest int)`,
    [
      town,
      JSON.stringify(substitutes.map(({ postId, substituteId }, k) => ({ post: postId, substitute: substituteId, rest: (k % 7) + 1 }))),
      new Date(now),
    ],
  )
  const away = substitutes.filter((_, k) => k % 19 === 4)
  await tx.query(
    `insert into grid.rest (town, id, person_id, from_day, to_day, reason, made_by, made_at)
     select $1, x.id, x.person, x."from", x."to", x.reason, '演示镇生成', $3 from jsonb_to_recordset($2::jsonb) as x (id uuid, person uuid, "from" date, "to" date, reason text)`,
    [
      town,
      JSON.stringify(
        away.map(({ personId }, k) => ({
          id: seededId(`rest/${personId}`),
          person: personId,
          from: dateOf(now - (k % 3) * DAY),
          to: dateOf(now + (1 + (k % 4)) * DAY),
          reason: ['年休', '病假', '培训'][k % 3],
        })),
      ),
      new Date(now),
    ],
  )
}
