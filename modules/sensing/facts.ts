import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'
import { Id } from '#platform/contract/id.ts'
import { Level } from './rule.ts'

const about = {
  alarmId: Id,
  sort: z.enum(['device', 'area']),
  kind: z.string(),
  level: Level,
  title: z.string(),
  areaCode: z.string(),
  deviceId: Id.optional(),
  ruleId: Id.optional(),
  place: z.tuple([z.number(), z.number()]).optional(),
}

/** An alarm was raised: plans may start on it (kind, level, area), screens show it. Told once, not for every repeat. */
export const alarmRaised = fact('sensing.alarm-raised', z.object({ ...about, quiet: z.boolean(), value: z.number().optional() }))

/** Somebody must still look: said again until acknowledged. */
export const alarmRepeated = fact('sensing.alarm-repeated', z.object({ ...about, count: z.int() }))

/** What it watched is normal again. */
export const alarmEnded = fact('sensing.alarm-ended', z.object({ ...about, caseId: Id.optional() }))

/** Acknowledged, reviewed, made a case, undone: queues read again. */
export const alarmMoved = fact('sensing.alarm-moved', z.object({ alarmIds: z.array(Id), state: z.string() }))
