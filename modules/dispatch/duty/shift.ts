import { z } from 'zod'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const Key = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, '键只能用小写字母、数字和短横线')
const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '时间应为“08:00”这样的格式')
const Title = (what: string) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(20, `${what}最多 20 个字`)

/** A shift of the day (班次). It ends the next day when `to` is not after `from`. */
export const ShiftKind = z.object({ key: Key, title: Title('班次名称'), from: Clock, to: Clock })
export type ShiftKind = z.infer<typeof ShiftKind>

/** A chair on the roster (值班岗位). Whoever sits at a `lead` one may take the shift over. */
export const DutyPost = z.object({ key: Key, title: Title('岗位名称'), wanted: z.int().min(0).max(20), lead: z.boolean().default(false) })
export type DutyPost = z.infer<typeof DutyPost>

export const DutySettings = z
  .object({
    shifts: z.array(ShiftKind).min(1, '请至少设一个班次').max(6, '一天最多 6 个班次'),
    posts: z.array(DutyPost).min(1, '请至少设一个岗位').max(20, '最多 20 个岗位'),
  })
  .superRefine(({ shifts, posts }, context) => {
    const twice = (keys: readonly string[]) => keys.find((key, i) => keys.indexOf(key) !== i)
    const shift = twice(shifts.map(({ title }) => title)) ?? twice(shifts.map(({ key }) => key))
    if (shift) context.addIssue({ code: 'custom', path: ['shifts'], message: `班次“${shift}”重复` })
    const post = twice(posts.map(({ title }) => title)) ?? twice(posts.map(({ key }) => key))
    if (post) context.addIssue({ code: 'custom', path: ['posts'], message: `岗位“${post}”重复` })
    if (!posts.some(({ lead }) => lead)) context.addIssue({ code: 'custom', path: ['posts'], message: '请至少指定一个可以接班的岗位' })
  })
export type DutySettings = z.infer<typeof DutySettings>

/** 示例: a town sets its own. The day's hand-over at 08:00 and 17:30 follows features.md §4.1. */
export const defaultDuty: DutySettings = {
  shifts: [
    { key: 'day', title: '白班', from: '08:00', to: '17:30' },
    { key: 'night', title: '夜班', from: '17:30', to: '08:00' },
  ],
  posts: [
    { key: 'leader', title: '带班领导', wanted: 1, lead: false },
    { key: 'watch', title: '值班长', wanted: 1, lead: true },
    { key: 'seat', title: '坐席', wanted: 2, lead: false },
    { key: 'standby', title: '应急值守', wanted: 2, lead: false },
  ],
}

/** One shift of one day, as instants (epoch milliseconds). `day` is the day it begins, Asia/Shanghai. */
export interface Slot {
  readonly day: string
  readonly shift: string
  readonly title: string
  readonly startsAt: number
  readonly endsAt: number
}

// China keeps one time without summer time, so a day is always 24 hours.
const dayOf = (at: number): string => new Date(at + 8 * 60 * MINUTE).toISOString().slice(0, 10)
const instant = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00+08:00`)

/** A shift kind on a day. */
export function slotOf({ key, title, from, to }: ShiftKind, day: string): Slot {
  const startsAt = instant(day, from)
  const end = instant(day, to)
  return { day, shift: key, title, startsAt, endsAt: end > startsAt ? end : end + DAY }
}

/** Every slot that begins from the day before `at` to the day after it, in order of time. */
function around({ shifts }: DutySettings, at: number): Slot[] {
  const days = [at - DAY, at, at + DAY].map(dayOf)
  return days.flatMap((day) => shifts.map((kind) => slotOf(kind, day))).toSorted((a, b) => a.startsAt - b.startsAt)
}

/** The slot an instant lies in; of overlapping ones the one that began last. Undefined in a gap between shifts. */
export function slotAt(settings: DutySettings, at: number): Slot | undefined {
  return around(settings, at).findLast((slot) => slot.startsAt <= at && at < slot.endsAt)
}

/** The next slot to begin after an instant. */
export function nextSlot(settings: DutySettings, at: number): Slot | undefined {
  return around(settings, at).find((slot) => slot.startsAt > at)
}

/** How long before its beginning a shift may be taken over. */
const EARLY = 60 * MINUTE

/**
 * The slot somebody takes over now: the next one within its last hour before, unless it is already held; else the running one.
 * @param held the slot whose shift is held at present
 */
export function slotToTake(settings: DutySettings, at: number, held?: Pick<Slot, 'day' | 'shift'>): Slot | undefined {
  const now = slotAt(settings, at)
  const next = nextSlot(settings, at)
  const holdsNow = now !== undefined && held !== undefined && held.day === now.day && held.shift === now.shift
  if (next && next.startsAt - at <= EARLY && (holdsNow || !now)) return next
  return holdsNow ? undefined : now
}
