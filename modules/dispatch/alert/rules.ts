import { z } from 'zod'
import { distanceBetween } from '#core/area/contract.ts'
import { Level } from '../plan/card.ts'
import type { CapAlert, CapInfo } from './cap.ts'

export const Severity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor'])
export const severityTitles: Readonly<Record<string, string>> = {
  Extreme: '特别严重（红）',
  Severe: '严重（橙）',
  Moderate: '较重（黄）',
  Minor: '一般（蓝）',
  Unknown: '未知',
}

/** One line of the town's table: which warnings lead to which plan, and whether by themselves. */
export const AlertRule = z.object({
  /** Any of these words in the event or headline, case ignored. */
  words: z.array(z.string().trim().min(1, '关键词不能为空').max(30)).min(1, '请至少写一个关键词').max(20),
  severity: Severity,
  plan: z.string().min(1, '请选择预案').max(60),
  level: Level,
  mode: z.enum(['propose', 'activate']),
})
export type AlertRule = z.infer<typeof AlertRule>

export const AlertRules = z.object({
  rules: z.array(AlertRule).max(200, '最多 200 条'),
  /** Geocode prefixes that mean us (六位县区码或更长). Empty: the county of the town's own code. */
  geocodes: z.array(z.string().regex(/^\d{2,12}$/, '区域编码应为 2–12 位数字')).max(50),
})
export type AlertRules = z.infer<typeof AlertRules>

const rain = ['暴雨', '强降雨', '内涝', '山洪', 'rainstorm', 'heavy rain', 'flash flood']
/** 示例: colours to levels as weather bureaus and flood plans commonly pair them; nothing starts by itself until the town says so. */
export const defaultRules: AlertRules = {
  rules: (['Extreme', 'Severe', 'Moderate', 'Minor'] as const).map((severity, i) => ({
    words: rain,
    severity,
    plan: 'rainstorm',
    level: i + 1,
    mode: 'propose',
  })),
  geocodes: [],
}

const colours: readonly (readonly [RegExp, z.infer<typeof Severity>])[] = [
  [/红色|\bred\b/iu, 'Extreme'],
  [/橙色|\borange\b/iu, 'Severe'],
  [/黄色|\byellow\b/iu, 'Moderate'],
  [/蓝色|\bblue\b/iu, 'Minor'],
]

/** The severity a rule is asked by: the colour in the headline, which people go by, before the field, which senders fill loosely. */
export function severityOf(info: Pick<CapInfo, 'severity' | 'headline'>): z.infer<typeof Severity> | undefined {
  const colour = colours.find(([word]) => word.test(info.headline))?.[1]
  const given = Severity.safeParse(info.severity)
  return colour ?? (given.success ? given.data : undefined)
}

/** The rule a warning falls under: the first of the table that fits one of its infos. */
export function findRule(rules: readonly AlertRule[], alert: Pick<CapAlert, 'infos'>): { rule: AlertRule; info: CapInfo } | undefined {
  for (const info of alert.infos) {
    const severity = severityOf(info)
    const text = `${info.event} ${info.headline}`.toLowerCase()
    const rule = rules.find((one) => one.severity === severity && one.words.some((word) => text.includes(word.toLowerCase())))
    if (rule) return { rule, info }
  }
  return undefined
}

type Box = readonly [west: number, south: number, east: number, north: number]

function inside([x, y]: readonly [number, number], ring: readonly (readonly [number, number])[]): boolean {
  let within = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i]!, ring[j]!]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  }
  return within
}

/**
 * Whether a warning is about this town: by geocode, polygon or circle. `unknown` when it says nowhere in a way a program can read:
 * a person must then look.
 * @param codes prefixes of geocodes that mean us
 * @param box of the town, WGS-84
 */
export function isForUs(info: Pick<CapInfo, 'areas'>, codes: readonly string[], box: Box | undefined): 'yes' | 'no' | 'unknown' {
  const { areas } = info
  const values = areas.flatMap((area) => area.geocodes.map(({ value }) => value))
  // A warning for the whole province (320000) covers us as well as one for our own code.
  const trimmed = (value: string) => value.replace(/0+$/u, '')
  const covers = (value: string) =>
    /^\d{6,12}$/u.test(value) && codes.some((code) => code.startsWith(trimmed(value)) || value.startsWith(code))
  if (values.some(covers)) return 'yes'
  const shapes = areas.some(({ polygons, circles }) => polygons.length > 0 || circles.length > 0)
  if (box && shapes) {
    const [west, south, east, north] = box
    const centre = [(west + east) / 2, (south + north) / 2] as const
    const corners = [centre, [west, south], [east, south], [east, north], [west, north]] as const
    const near = areas.some(
      ({ polygons, circles }) =>
        polygons.some(
          (ring) =>
            corners.some((corner) => inside(corner, ring)) || ring.some(([x, y]) => x >= west && x <= east && y >= south && y <= north),
        ) || circles.some((circle) => corners.some((corner) => distanceBetween([...corner], [...circle.centre]) <= circle.radius * 1000)),
    )
    return near ? 'yes' : 'no'
  }
  return values.some((value) => /^\d{6,12}$/u.test(value)) ? 'no' : 'unknown'
}
