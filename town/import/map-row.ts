import { convertDatum } from '#core/area/contract.ts'
import type { OldOrder } from '#modules/incident/server/index.ts'
import { type Mapping, textFrom } from './mapping.ts'
import type { FileRow } from './read-rows.ts'
import { type ReadTime, timeReader } from './read-time.ts'

/** A row as an order of ours, or why it is none. */
export type Mapped = { readonly order: OldOrder } | { readonly number: string; readonly reasons: readonly string[] }

const longest = { number: 64, state: 100, content: 20_000, words: 20_000 }

/** Makes the reader of one file's rows. @param now epoch milliseconds; nothing happened after it */
export function rowMapper(mapping: Mapping, header: readonly string[], now: number): (row: FileRow) => Mapped {
  const readTime = timeReader(mapping.dates, mapping.zone)
  return ({ cells }) => {
    const row = Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))
    const text = (key: keyof Mapping['fields']) => textFrom(mapping.fields[key], row)
    const reasons: string[] = []
    if (cells.length !== header.length) reasons.push(`列数不对：应为 ${header.length} 列，实有 ${cells.length} 列`)
    if (cells.some((cell) => cell.includes('\u0000'))) reasons.push('含有空字符（乱码）')
    for (const { column, contains, reason } of mapping.refuse) if ((row[column] ?? '').includes(contains)) reasons.push(reason)
    const number = text('number')
    // In a ragged row the cells stand under the wrong names: what else seems wrong there would only mislead.
    if (reasons.length > 0) return { number: number.slice(0, longest.number), reasons }
    const times = timesOf(text('openedAt'), text('closedAt'), readTime, now, reasons)
    const kind = stateOf(mapping, text('state'), reasons)
    const closed = kind === 'closed' ? closingOf(mapping, text('result'), times.closedAt, reasons) : undefined
    const content = text('content')
    const words = wordsOf(mapping, row, text('reply'))
    if (number === '') reasons.push('没有编号')
    if (number.length > longest.number) reasons.push(`编号超过 ${longest.number} 个字`)
    if (content === '') reasons.push('诉求内容为空')
    if (content.length > longest.content) reasons.push(`诉求内容超过 ${longest.content} 个字`)
    if (words.length > longest.words) reasons.push(`答复超过 ${longest.words} 个字`)
    const place = placeOf(mapping, text('lng'), text('lat'), reasons)
    const channel = valueOf(mapping.channels, text('channel')) ?? (text('channel') === '' ? 'hotline' : undefined)
    if (channel === undefined) reasons.push(`来源“${text('channel')}”没有对照`)
    if (reasons.length > 0 || times.openedAt === undefined || channel === undefined)
      return { number: number.slice(0, longest.number), reasons }
    const phone = text('reporterPhone')
    return {
      order: {
        number,
        openedAt: times.openedAt,
        channel,
        content,
        title: text('title') || undefined,
        classCode: valueOf(mapping.classes, text('className')),
        className: text('className') || undefined,
        address: text('address') || undefined,
        place,
        areaCode: valueOf(mapping.areas, text('area')),
        // 不详 and the like is no number to be called at.
        reporter: { name: text('reporterName') || undefined, phone: /\d{5}/u.test(phone.replaceAll(/\D/gu, '')) ? phone : undefined },
        state: text('state'),
        words,
        closed,
      },
    }
  }
}

/** The value for their word, or for every other word (`*`). */
const valueOf = <T>(values: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(values, key) ? values[key] : values['*']

function timesOf(opened: string, closed: string, read: ReadTime, now: number, reasons: string[]): { openedAt?: number; closedAt?: number } {
  const one = (name: string, text: string): number | undefined => {
    const at = read(text)
    if (at === undefined) reasons.push(`${name}“${text.slice(0, 40)}”认不出`)
    else if (at > now) reasons.push(`${name}“${text}”在今天之后`)
    else if (at < Date.UTC(1990, 0)) reasons.push(`${name}“${text}”早于 1990 年`)
    else return at
    return undefined
  }
  if (opened === '') reasons.push('没有受理时间')
  const openedAt = opened === '' ? undefined : one('受理时间', opened)
  const closedAt = closed === '' ? undefined : one('办结时间', closed)
  if (openedAt !== undefined && closedAt !== undefined && closedAt < openedAt) reasons.push('办结时间早于受理时间')
  return { ...(openedAt === undefined ? {} : { openedAt }), ...(closedAt === undefined ? {} : { closedAt }) }
}

function stateOf({ states }: Mapping, state: string, reasons: string[]): 'open' | 'closed' | undefined {
  const kind = valueOf(states, state)
  if (kind === undefined) reasons.push(state === '' ? '没有状态' : `状态“${state.slice(0, 40)}”没有对照`)
  if (state.length > longest.state) reasons.push(`状态超过 ${longest.state} 个字`)
  return kind
}

function closingOf({ results, fields }: Mapping, result: string, at: number | undefined, reasons: string[]): OldOrder['closed'] {
  const kind = valueOf(results, result)
  if (kind === undefined) reasons.push(`结果“${result.slice(0, 40)}”没有对照`)
  if (at === undefined && !reasons.some((r) => r.startsWith('办结时间')))
    reasons.push(fields.closedAt ? '状态为已办结，但没有办结时间' : '映射里没有办结时间（closedAt）')
  return kind !== undefined && at !== undefined ? { at, result: kind } : undefined
}

function wordsOf({ keep, words }: Mapping, row: Readonly<Record<string, string>>, reply: string): string {
  const lines = Object.entries(keep).flatMap(([name, source]) => {
    const value = textFrom(source, row)
    return value === '' ? [] : [`${name}：${words[name]?.[value] ?? value}`]
  })
  return [reply, ...lines].filter(Boolean).join('\n')
}

function placeOf({ datum }: Mapping, lng: string, lat: string, reasons: string[]): readonly [number, number] | undefined {
  if (lng === '' && lat === '') return undefined
  const [x, y] = [Number(lng), Number(lat)]
  const sound = lng !== '' && lat !== '' && Math.abs(x) <= 180 && Math.abs(y) <= 90
  if (!sound) {
    reasons.push(`坐标“${lng.slice(0, 20)}，${lat.slice(0, 20)}”不对`)
    return undefined
  }
  // 0,0 is how many systems write "no place".
  if (x === 0 && y === 0) return undefined
  const [a, b] = convertDatum([x, y], datum, 'WGS84')
  return [a, b]
}
