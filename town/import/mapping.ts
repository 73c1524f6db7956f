import { z } from 'zod'
import { Datum } from '#core/area/contract.ts'
import { Channel } from '#modules/incident/contract.ts'

/** Where a field of ours comes from: one column, several joined, or the same words for every row. */
export const Source = z.union(
  [
    z.string().min(1),
    z.strictObject({ columns: z.array(z.string().min(1)).min(1), join: z.string().default('\n') }),
    z.strictObject({ constant: z.string() }),
  ],
  { error: '应写列名、{"columns": [列名…]} 或 {"constant": "固定值"}' },
)
export type Source = z.infer<typeof Source>

/** Their words → ours; the key `*` stands for every other value. */
const valuesOf = <T extends z.ZodType>(value: T) => z.record(z.string(), value).default({})

/** How a file of an old system reads: written by a town, kept beside its file, explained in docs/import.md. */
export const Mapping = z.strictObject({
  /** Code of the old system: with the order's number it keeps an order from coming in twice, by file or by the HTTP door. */
  system: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'system 只能用小写字母、数字和短横线'),
  name: z.string().min(1).max(60),
  encoding: z.enum(['auto', 'utf-8', 'gb18030']).default('auto'),
  /** Of a workbook; the first when left out. */
  sheet: z.string().optional(),
  fields: z.strictObject({
    number: Source,
    openedAt: Source,
    content: Source,
    state: Source,
    closedAt: Source.optional(),
    title: Source.optional(),
    address: Source.optional(),
    className: Source.optional(),
    result: Source.optional(),
    reply: Source.optional(),
    lng: Source.optional(),
    lat: Source.optional(),
    area: Source.optional(),
    channel: Source.optional(),
    reporterName: Source.optional(),
    reporterPhone: Source.optional(),
  }),
  /** Columns kept as lines on the timeline: what they are called there → where from. */
  keep: z.record(z.string().min(1).max(20), Source).default({}),
  states: z.record(z.string(), z.enum(['open', 'closed'], { error: '状态应对照为 open（未办结）或 closed（已办结）' })),
  results: valuesOf(z.enum(['solved', 'explained', 'unsolvable'], { error: '结果应为 solved、explained 或 unsolvable' })),
  classes: valuesOf(z.string()),
  channels: valuesOf(Channel),
  areas: valuesOf(z.string()),
  /** Renames inside the columns of `keep`, by the name of the line. */
  words: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Rows to set aside whatever else is right with them. */
  refuse: z.array(z.strictObject({ column: z.string(), contains: z.string().min(1), reason: z.string().min(1) })).default([]),
  dates: z.array(z.string().min(1)).default([]),
  /** Of times that do not say it themselves. */
  zone: z
    .string()
    .regex(/^[+-]\d\d:\d\d$/, 'zone 应写成 +08:00')
    .default('+08:00'),
  datum: Datum.default('WGS84'),
})
export type Mapping = z.infer<typeof Mapping>

/** @throws Error in Chinese naming every wrong place */
export function readMapping(text: string): Mapping {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`映射文件不是合法的 JSON：${error instanceof Error ? error.message : ''}`, { cause: error })
  }
  const parsed = Mapping.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '（整个文件）'}：${sayIssue(issue)}`)
  throw new Error(`映射文件有误：\n${faults.join('\n')}`)
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message
  if (issue.code === 'unrecognized_keys') return `不认识 ${issue.keys.join('、')}`
  if (issue.code === 'invalid_type') return issue.input === undefined ? '缺少这一项' : '类型不对'
  if (issue.code === 'invalid_value') return `只能是 ${issue.values.map(String).join('、')}`
  return '不符合要求'
}

const columnsOf = (source: Source): string[] => (typeof source === 'string' ? [source] : 'columns' in source ? source.columns : [])

/** Every column the mapping names. */
export function namedColumns({ fields, keep, refuse }: Mapping): string[] {
  const sources = [...Object.values(fields), ...Object.values(keep)].filter((s) => s !== undefined)
  return [...new Set([...sources.flatMap(columnsOf), ...refuse.map((r) => r.column)])]
}

/** The words a source gives for a row. */
export function textFrom(source: Source | undefined, row: Readonly<Record<string, string>>): string {
  if (source === undefined) return ''
  if (typeof source === 'string') return (row[source] ?? '').trim()
  if ('constant' in source) return source.constant
  return source.columns
    .map((column) => (row[column] ?? '').trim())
    .filter(Boolean)
    .join(source.join)
}
