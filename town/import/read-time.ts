const usual = [
  'iso',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy/MM/dd HH:mm',
  'yyyy年MM月dd日 HH:mm:ss',
  'yyyy年MM月dd日 HH:mm',
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'yyyy年MM月dd日',
]
const parts: Readonly<Record<string, string>> = {
  yyyy: '(?<y>\\d{4})',
  MM: '(?<M>\\d{1,2})',
  dd: '(?<d>\\d{1,2})',
  HH: '(?<H>\\d{1,2})',
  mm: '(?<m>\\d{2})',
  ss: '(?<s>\\d{2})',
}
const isoPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/u

export type ReadTime = (text: string) => number | undefined

function zoneMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/u.exec(zone)!
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

function byPattern(format: string, offset: number): ReadTime {
  const source = format.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&').replaceAll(/yyyy|MM|dd|HH|mm|ss/gu, (token) => parts[token]!)
  const pattern = new RegExp(`^${source}$`, 'u')
  return (text) => {
    const found = pattern.exec(text)?.groups
    if (!found) return undefined
    const { y, M, d, H = '0', m = '0', s = '0' } = found
    const at = Date.UTC(Number(y), Number(M) - 1, Number(d), Number(H), Number(m), Number(s))
    const back = new Date(at)
    // 30 February and 25 o'clock roll over silently.
    const real =
      back.getUTCMonth() === Number(M) - 1 &&
      back.getUTCDate() === Number(d) &&
      back.getUTCHours() === Number(H) &&
      Number(m) < 60 &&
      Number(s) < 60
    return real ? at - offset : undefined
  }
}

/**
 * Reads times in the given ways, in order: a pattern of yyyy MM dd HH mm ss (one digit is taken for two), `iso` with its own offset,
 * `unix-s`, `unix-ms`, `excel` (days since 1900).
 * @param formats the usual ways when empty
 * @param zone of times that do not say it, as `+08:00`
 * @returns epoch milliseconds, or undefined when no way fits
 */
export function timeReader(formats: readonly string[], zone: string): ReadTime {
  const offset = zoneMs(zone)
  const ways = (formats.length > 0 ? formats : usual).map((format): ReadTime => {
    const number = (text: string) => (/^\d+(\.\d+)?$/u.test(text) ? Number(text) : undefined)
    if (format === 'iso')
      return (text) => {
        const at = isoPattern.test(text) ? Date.parse(text) : Number.NaN
        return Number.isNaN(at) ? undefined : at
      }
    if (format === 'unix-s') return (text) => (number(text) === undefined ? undefined : Math.round(number(text)! * 1000))
    if (format === 'unix-ms') return (text) => number(text)
    // Excel's day 25569 is 1970-01-01 on the wall.
    if (format === 'excel')
      return (text) => (number(text) === undefined ? undefined : Math.round((number(text)! - 25_569) * 86_400_000) - offset)
    return byPattern(format, offset)
  })
  return (text) => {
    for (const way of ways) {
      const at = way(text)
      if (at !== undefined) return at
    }
    return undefined
  }
}
