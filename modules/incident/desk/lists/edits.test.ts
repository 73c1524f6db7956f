import { expect, test } from 'vitest'
import { applyEdits, changedByBoth, nextVersion, withEdit } from './edits.ts'

interface Row {
  readonly code: string
  readonly name: string
  readonly note?: string | undefined
}
const codeOf = (row: Row): string => row.code
const rows: Row[] = [
  { code: 'B01', name: '公用设施' },
  { code: 'B02', name: '交通设施' },
]

test('a changed row keeps its place, a taken one goes, a new one comes last', () => {
  const edits = { B03: { code: 'B03', name: '市容环境' }, B01: { code: 'B01', name: '公共设施' }, B02: null }
  expect(applyEdits(rows, edits, codeOf).map(({ name }) => name)).toEqual(['公共设施', '市容环境'])
})

test('changing a row back is no change, whatever the order of its facts or an empty one', () => {
  const once = withEdit(rows, {}, codeOf, 'B01', { code: 'B01', name: '公共设施' })
  expect(Object.keys(once)).toEqual(['B01'])
  expect(withEdit(rows, once, codeOf, 'B01', { note: undefined, name: '公用设施', code: 'B01' })).toEqual({})
})

test('taking out a row that only I had added leaves nothing to publish', () => {
  const added = withEdit(rows, {}, codeOf, 'B03', { code: 'B03', name: '市容环境' })
  expect(withEdit(rows, added, codeOf, 'B03', null)).toEqual({})
})

test('only rows both of us changed are named', () => {
  const newest = [{ code: 'B01', name: '公共设施' }, rows[1]!]
  const edits = { B01: { code: 'B01', name: '公用设备' }, B02: null }
  expect(changedByBoth(rows, newest, edits, codeOf)).toEqual(['B01'])
})

test('version names count within a year', () => {
  expect(nextVersion('2026-1', '2026')).toBe('2026-2')
  expect(nextVersion('2026-9', '2027')).toBe('2027-1')
  expect(nextVersion('试行', '2026')).toBe('2026-1')
})
