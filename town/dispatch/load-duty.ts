import { systemActor } from '#core/org/contract.ts'
import { defaultDuty, slotAt } from '#modules/dispatch/contract.ts'
import { beginShift, installSamples, replaceDays } from '#modules/dispatch/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Ground } from '../past/messages.ts'
import { rotate } from './rotation.ts'

const DAY = 86_400_000

/** Which unit of the invented town stands for a role of a sample plan, by the unit's code (示例). */
const unitOfRole: Readonly<Record<string, string>> = {
  municipal: 'municipal',
  water: 'water',
  construction: 'construction',
  police: 'police',
  power: 'power',
  health: 'health',
  safety: 'safety',
  gas: 'gas',
  fire: 'fire',
  patrol: 'centre-patrol',
  social: 'social',
}

const note = '听橹桥东堍护栏已围挡，市政明早更换；东街低洼处昨夜积水 8 厘米，泵车已撤；两件退单待裁定。（示例）'

/**
 * Duty of the invented town: a roster from the first of this month to ten days into the next, the shift before the present
 * one still held with its note, the three sample plans with the town's units.
 */
export async function loadDuty(tx: Tx, town: string, ground: Pick<Ground, 'org' | 'places'>, now: Date): Promise<void> {
  const { org, places } = ground
  const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
  const first = Date.parse(`${day(now.getTime()).slice(0, 7)}-01T00:00:00+08:00`)
  const next = new Date(first + 32 * DAY + 8 * 3_600_000).toISOString().slice(0, 7)
  const last = Date.parse(`${next}-10T00:00:00+08:00`)
  const days = Array.from({ length: Math.round((last - first) / DAY) + 1 }, (_, i) => day(first + i * DAY))
  const roster = rotate(org, days)
  const by = systemActor(town, '演示镇生成')
  await replaceDays(tx, by, now, defaultDuty, roster)
  const present = slotAt(defaultDuty, now.getTime())
  const before = present && slotAt(defaultDuty, present.startsAt - 60_000)
  const watch = before && roster.find((one) => one.day === before.day && one.shift === before.shift && one.post === 'watch')
  if (before && watch) await beginShift(tx, town, before, { by: watch.personId, at: new Date(before.startsAt), note })
  const byCode = new Map(org.units.map(({ code, id }) => [code, id]))
  let at = 0
  await installSamples(
    tx,
    { town, by: '演示镇生成', now },
    {
      unitOf: (_plan, role) => byCode.get(unitOfRole[role] ?? ''),
      placeOf: () => places[(at += 37) % Math.max(1, places.length)]?.point,
    },
  )
}
