import { z } from 'zod'
import { distanceBetween } from '#core/area/contract.ts'
import { Point } from '#core/case/contract.ts'
import type { NamedGuard } from '#core/case/contract.ts'

/** Metres within which somebody is on the spot (features.md 2.3). */
export const ARRIVAL_METRES = 200

/** 1–5 for each unit, by id. */
export const Ratings = z.record(z.uuid(), z.object({ stars: z.int().min(1).max(5), words: z.string().max(300).default('') }))
export type Ratings = z.infer<typeof Ratings>

/** Metres from where somebody stands to where the whistle was blown; undefined when either is unknown. */
export function metresToSpot(input: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>): number | undefined {
  const here = Point.safeParse(input['place'])
  const spot = Point.safeParse(data['place'])
  return here.success && spot.success ? distanceBetween(here.data, spot.data) : undefined
}

/** Units that reported in since the last blow. */
export const arrivedUnits = (data: Readonly<Record<string, unknown>>): string[] => {
  const parsed = z.array(z.string()).safeParse(data['arrived'])
  return parsed.success ? parsed.data : []
}

/** Arriving is being there, once: within 200 m, however exact the fix claims to be. */
export const onTheSpot: NamedGuard = {
  name: 'callup.on-the-spot',
  check: ({ input, state, actor }) => {
    if (arrivedUnits(state.data).includes(actor.unitId)) return '本单位已经报到'
    if (!input) return undefined
    const metres = metresToSpot(input, state.data)
    if (metres === undefined) return '没有取得位置，不能报到；请打开定位后重试'
    if (metres > ARRIVAL_METRES) return `距哨点 ${Math.round(metres)} 米，到现场 ${ARRIVAL_METRES} 米以内才能报到`
    const accuracy = typeof input['accuracy'] === 'number' ? input['accuracy'] : 0
    if (input['way'] === 'position' && accuracy > ARRIVAL_METRES)
      return `定位误差 ±${Math.round(accuracy)} 米太大，请到开阔处重试，或扫现场码`
    return undefined
  },
}

/** A unit says what it did after it came. */
export const reportedIn: NamedGuard = {
  name: 'callup.reported-in',
  check: ({ state, actor }) => (arrivedUnits(state.data).includes(actor.unitId) ? undefined : '本单位还没有到场报到'),
}

/** The lead concludes when everybody who was summoned has answered or been excused, its own part too. */
export const allAnswered: NamedGuard = {
  name: 'callup.all-answered',
  check: ({ state }) =>
    state.tasks.some((task) => task.state === 'open') ? '还有单位没有填写办理结果，请先催办或由中心免除到场' : undefined,
}

/** The whistler rates each unit that came; nobody rates themselves. */
export const everyUnitRated: NamedGuard = {
  name: 'callup.every-unit-rated',
  check: ({ input, state, actor }) => {
    if (!input) return undefined
    const ratings = Ratings.safeParse(input['ratings'])
    if (!ratings.success) return '请给每个单位打 1–5 分'
    const units = [...new Set(state.tasks.filter((task) => task.state === 'answered').map((task) => task.unitId))]
    const missing = units.filter((unit) => !(unit in ratings.data) && unit !== actor.unitId)
    if (missing.length > 0) return `还有 ${missing.length} 个单位没有评分`
    const strange = Object.keys(ratings.data).filter((unit) => !units.includes(unit))
    if (strange.length > 0) return '评分里有没有参加的单位'
    return actor.unitId in ratings.data ? '不能给自己的单位评分' : undefined
  },
}

export const callupGuards: readonly NamedGuard[] = [onTheSpot, reportedIn, allAnswered, everyUnitRated]
