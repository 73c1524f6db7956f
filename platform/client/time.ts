import { useSyncExternalStore } from 'react'

const zone = 'Asia/Shanghai'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const full = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const hour = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const short = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, month: 'numeric', day: 'numeric' })
const year = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric' })

export type Time = number | string | Date

const ms = (time: Time): number => (typeof time === 'number' ? time : new Date(time).getTime())

/** The day in China, `YYYY-MM-DD`. */
export function dayText(time: Time): string {
  return new Date(ms(time) + 8 * HOUR).toISOString().slice(0, 10)
}

/** `2026/11/22 15:04:05`: what a hover shows. */
export const exactText = (time: Time): string => full.format(ms(time))

/** `15:04` today, `昨天 15:04`, `11月20日 15:04`, with the year when it is another one. */
export function whenText(time: Time, now: number = Date.now()): string {
  const at = ms(time)
  const clock = hour.format(at)
  const days = Math.round((Date.parse(dayText(now)) - Date.parse(dayText(at))) / DAY)
  if (days === 0) return clock
  if (days === 1) return `昨天 ${clock}`
  if (days === -1) return `明天 ${clock}`
  const [month = '', day = ''] = short.format(at).split('/')
  const date = `${month}月${day}日`
  return year.format(at) === year.format(now) ? `${date} ${clock}` : `${year.format(at)}${date} ${clock}`
}

/** Within a day relative (`8 分钟前`), else date and hour (`11月20日 15:04`). */
export function sinceText(time: Time, now: number = Date.now()): string {
  const gone = now - ms(time)
  if (gone < -MINUTE || gone >= DAY) return whenText(time, now)
  if (gone < MINUTE) return '刚刚'
  return gone < HOUR ? `${Math.floor(gone / MINUTE)} 分钟前` : `${Math.floor(gone / HOUR)} 小时前`
}

/** A span in at most two units: `3天4小时`, `2小时15分`, `8分钟`, `不到1分钟`. */
export function spanText(span: number): string {
  const left = Math.abs(span)
  if (left < MINUTE) return '不到1分钟'
  const days = Math.floor(left / DAY)
  const hours = Math.floor((left % DAY) / HOUR)
  const minutes = Math.floor((left % HOUR) / MINUTE)
  if (days > 0) return days >= 10 || hours === 0 ? `${days}天` : `${days}天${hours}小时`
  if (hours > 0) return minutes === 0 ? `${hours}小时` : `${hours}小时${minutes}分`
  return `${minutes}分钟`
}

// One timer for the whole page: a thousand clocks on a list need no thousand timers.
const waiting = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function tick(changed: () => void): () => void {
  waiting.add(changed)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of waiting) one()
  }, 15_000)
  return () => {
    waiting.delete(changed)
    if (waiting.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present in epoch ms, renewed every 15 seconds while anybody looks. */
export function useNow(): number {
  return useSyncExternalStore(tick, () => {
    // No timer runs before the first look: do not hand out the time of page load. Same value within a second, as React asks.
    if (timer === undefined && Date.now() - now > 1_000) now = Date.now()
    return now
  })
}
