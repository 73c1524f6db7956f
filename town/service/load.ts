import { storeListSets, storeMatters, storeOneThings } from '#modules/service/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { seededId } from '../people/index.ts'
import { demoMatters } from './matters.ts'
import { demoOneThings } from './one-things.ts'

const by = '演示镇生成'

/** The invented catalogue: matters, one-things, and the lists of the hall. Under half a second. */
export async function loadMatters(
  tx: Tx,
  { town, units, now }: { town: string; units: readonly { code?: string | undefined; id: string }[]; now: Date },
): Promise<void> {
  const ids = new Map(units.map(({ code, id }) => [code, id]))
  const unitOf = (key: string): string => {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`the town has no unit ${key}`)
    return id
  }
  const matters = demoMatters(unitOf)
  await storeMatters(tx, town, matters, by, now)
  const things = demoOneThings(matters)
  await storeOneThings(tx, town, things, by, now)
  const oneThings = things.map(({ code }) => code)
  const set = (name: string, note: string, hall: 1 | 2 | undefined, rule: object, own: readonly string[] = []) => ({
    id: seededId(`list-set/${name}`),
    name,
    ...(hall ? { hall } : {}),
    spec: { note, ...(Object.keys(rule).length > 0 ? { rule } : {}), matters: [], oneThings: [...own] },
  })
  await storeListSets(
    tx,
    town,
    [
      set('不见面审批清单', '从申请到拿证都不用到现场（示例）', 1, { meeting: 'no-meeting' }),
      set('一件事目录', '几个部门的事，一张表一次办（示例）', 2, {}, oneThings),
      set('村（社区）就近办清单', '在村里就能办的事（示例）', undefined, { level: 'village' }),
      set('帮代办清单', '不收费，帮您跑（示例）', undefined, { agency: 'yes' }),
      set('马上办清单', '材料齐全，当场办结（示例）', undefined, { way: 'at-once' }),
    ],
    by,
    now,
  )
}
