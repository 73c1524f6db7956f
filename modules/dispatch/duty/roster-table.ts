import type { DutySettings } from './shift.ts'

/** Somebody a name of the table may mean. */
export interface Candidate {
  readonly personId: string
  readonly name: string
  readonly unit: string
}

/** One assignment of the table, or why it is none. */
export interface RosterLine {
  /** 第 3 行 */
  readonly place: string
  readonly day?: string | undefined
  readonly shift?: string | undefined
  readonly post?: string | undefined
  /** The words of the cell. */
  readonly name: string
  readonly personId?: string | undefined
  readonly unit?: string | undefined
  readonly fault?: string | undefined
}

interface TableRow {
  readonly place: string
  readonly fields: Readonly<Record<string, unknown>>
}

const dayHeads = ['日期', '值班日期', 'day', 'date']
const shiftHeads = ['班次', 'shift']
const postHeads = ['岗位', '值班岗位', 'post']
const nameHeads = ['人员', '姓名', '值班人员', 'person', 'name']

const headOf = (row: TableRow, heads: readonly string[]): string | undefined =>
  Object.keys(row.fields).find((key) => heads.includes(key.trim().toLowerCase()))

/** `2026-11-03`, `2026/11/3`, `11月3日` (with the month's year), or a date cell. Undefined when it is none. */
export function readDay(value: unknown, year: string): string | undefined {
  // A date cell is midnight UTC of the day that stands in the sheet.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10)
  const text = String(value ?? '').trim()
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/u.exec(text)
  const short = full ? undefined : /^(\d{1,2})[-/.月](\d{1,2})日?/u.exec(text)
  const [y, m, d] = full ? [full[1], full[2], full[3]] : short ? [year, short[1], short[2]] : []
  if (!y || !m || !d) return undefined
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : day
}

/** The names of a cell: 、 , ， ; / space and line breaks part them; brackets keep a unit with its name. */
export const namesIn = (cell: unknown): string[] =>
  String(cell ?? '')
    .split(/[、,，;；/\s]+/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')

function findPerson(words: string, people: ReadonlyMap<string, readonly Candidate[]>): Pick<RosterLine, 'personId' | 'unit' | 'fault'> {
  const [, name = words, unit] = /^([^(（]+)[(（]([^)）]+)[)）]$/u.exec(words) ?? []
  const found = people.get(name.trim()) ?? []
  const wanted = unit ? found.filter((one) => one.unit.includes(unit.trim())) : found
  const [first, ...rest] = wanted
  if (!first) return { fault: unit && found.length > 0 ? `“${unit}”没有叫“${name}”的人` : `没有叫“${name}”的在岗人员` }
  if (rest.some((one) => one.personId !== first.personId))
    return { fault: `有 ${wanted.length} 个“${name}”，请写成“${name}（单位）”：${wanted.map((one) => one.unit).join('、')}` }
  return { personId: first.personId, unit: first.unit }
}

/**
 * Reads a month's table. Long form: one line each with 日期、班次、岗位、人员. Wide form: a line a day, and a column for each
 * shift and post whose heading holds both names (白班值班长, 夜班-坐席).
 * @param year for days written without one
 */
export function readRoster(
  rows: readonly TableRow[],
  settings: DutySettings,
  people: readonly Candidate[],
  year: string,
): { lines: RosterLine[]; fault?: string } {
  const [first] = rows
  if (!first) return { lines: [], fault: '文件里没有数据行' }
  const dayHead = headOf(first, dayHeads)
  if (!dayHead) return { lines: [], fault: '没有“日期”这一列' }
  const byName = Map.groupBy(people, ({ name }) => name)
  const [shiftHead, postHead, nameHead] = [shiftHeads, postHeads, nameHeads].map((heads) => headOf(first, heads))
  const long = shiftHead !== undefined && postHead !== undefined && nameHead !== undefined
  const columns = long ? [] : Object.keys(first.fields).flatMap((head) => columnOf(head, settings))
  if (!long && columns.length === 0)
    return { lines: [], fault: '看不出班次和岗位：请用“日期、班次、岗位、人员”四列，或“白班值班长”这样的列名' }

  const lines = rows.flatMap((row): RosterLine[] => {
    const day = readDay(row.fields[dayHead], year)
    const cells = long
      ? [{ ...shiftAndPost(row.fields[shiftHead], row.fields[postHead], settings), cell: row.fields[nameHead] }]
      : columns.map(({ head, ...at }) => ({ ...at, cell: row.fields[head] }))
    return cells.flatMap(({ cell, ...at }) =>
      namesIn(cell).map((name) => {
        const line = { place: row.place, day, shift: at.shift, post: at.post, name }
        if (!day) return { ...line, fault: `日期“${String(row.fields[dayHead] ?? '')}”看不懂，应为 2026-11-03 这样的格式` }
        if (at.fault !== undefined) return { ...line, fault: at.fault }
        return { ...line, ...findPerson(name, byName) }
      }),
    )
  })
  return { lines: withoutTwice(lines) }
}

interface At {
  readonly shift?: string | undefined
  readonly post?: string | undefined
  readonly fault?: string | undefined
}

function shiftAndPost(shiftCell: unknown, postCell: unknown, { shifts, posts }: DutySettings): At {
  const [shiftText, postText] = [shiftCell, postCell].map((cell) => String(cell ?? '').trim())
  const shift = shifts.find(({ title, key }) => title === shiftText || key === shiftText)
  const post = posts.find(({ title, key }) => title === postText || key === postText)
  if (!shift) return { fault: `没有“${shiftText}”这个班次；有：${shifts.map(({ title }) => title).join('、')}` }
  if (!post) return { fault: `没有“${postText}”这个岗位；有：${posts.map(({ title }) => title).join('、')}` }
  return { shift: shift.key, post: post.key }
}

function columnOf(head: string, { shifts, posts }: DutySettings): (At & { readonly head: string })[] {
  const shift = shifts.find(({ title }) => head.includes(title))
  // The longest title wins: 副值班长 holds 值班长.
  const post = posts.toSorted((a, b) => b.title.length - a.title.length).find(({ title }) => head.includes(title))
  return shift && post ? [{ head, shift: shift.key, post: post.key }] : []
}

function withoutTwice(lines: readonly RosterLine[]): RosterLine[] {
  const seen = new Set<string>()
  return lines.map((line) => {
    if (line.fault !== undefined || line.personId === undefined) return line
    const key = [line.day, line.shift, line.post, line.personId].join(' ')
    if (seen.has(key)) return { ...line, fault: '同一天同一班次的同一岗位上写了两次' }
    seen.add(key)
    return line
  })
}
