/** One line of the file that binds people to grids. */
export interface BindingLine {
  readonly line: number
  readonly gridCode: string
  readonly name: string
  readonly login: string
  readonly title: string
  readonly substitute: string
  readonly restWeekdays: readonly number[]
}

/** What the columns may be called. */
const columns: Readonly<Record<'gridCode' | 'name' | 'login' | 'title' | 'substitute' | 'rest', readonly string[]>> = {
  gridCode: ['网格编码', '网格代码', '编码'],
  name: ['姓名', '网格员', '人员'],
  login: ['账号', '登录名'],
  title: ['岗位', '岗位名称', '职务'],
  substitute: ['替班账号', '替班', '替班人'],
  rest: ['轮休', '休息日'],
}
const dayNames = '一二三四五六日'

/** Rows of a CSV text; quoted cells may hold commas, quotes and line ends. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/^\uFEFF/u, '')
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!
    if (quoted) {
      if (c !== '"') cell += c
      else if (source[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === ',' || c === '\t') {
      row.push(cell)
      cell = ''
    } else if (c === '\n') {
      rows.push([...row, cell.replace(/\r$/u, '')])
      row = []
      cell = ''
    } else cell += c
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows.filter((cells) => cells.some((each) => each.trim() !== ''))
}

/** `周六、周日`, `6,7`, `六日`: weekdays in any of the usual ways. */
export function restDays(text: string): number[] {
  const found = [...text.matchAll(/[1-7一二三四五六日天]/gu)].map(([c]) => {
    const at = dayNames.indexOf(c === '天' ? '日' : c)
    return at >= 0 ? at + 1 : Number(c)
  })
  return [...new Set(found)].sort((a, b) => a - b)
}

export interface ReadBindings {
  readonly lines: readonly BindingLine[]
  /** Required columns the file has not. */
  readonly missing: readonly string[]
}

/** Reads a table with a heading line; the columns may stand in any order under any of their usual names. */
export function readBindings(text: string): ReadBindings {
  const [head = [], ...rows] = csvRows(text)
  const at = Object.fromEntries(
    Object.entries(columns).map(([key, names]) => [key, head.findIndex((cell) => names.includes(cell.trim()))]),
  ) as Record<keyof typeof columns, number>
  const missing = [...(at.gridCode < 0 ? ['网格编码'] : []), ...(at.name < 0 && at.login < 0 ? ['姓名或账号'] : [])]
  if (missing.length > 0) return { lines: [], missing }
  const cell = (row: readonly string[], key: keyof typeof columns): string => (at[key] < 0 ? '' : (row[at[key]] ?? '').trim())
  return {
    missing,
    lines: rows.map((row, i) => ({
      line: i + 2,
      gridCode: cell(row, 'gridCode').replace(/^'/u, ''),
      name: cell(row, 'name'),
      login: cell(row, 'login'),
      title: cell(row, 'title'),
      substitute: cell(row, 'substitute'),
      restWeekdays: restDays(cell(row, 'rest')),
    })),
  }
}
