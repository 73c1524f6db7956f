import { expect, test } from 'vitest'
import { objectWords } from './audit-words.ts'
import { permissionGroups } from './permission-groups.ts'
import type { TreeRow } from './unit-options.ts'
import { treeMatching, unitOptions } from './unit-options.ts'

const unit = (id: string, name: string, parentId: string | null, depth: number): TreeRow => ({
  id,
  code: null,
  kind: parentId === null ? 'town' : 'back',
  name,
  short: name,
  parentId,
  position: 1,
  from: '2025-01-01',
  to: null,
  version: 1,
  depth,
  people: 0,
})
const rows = [
  unit('t', '四河镇', null, 0),
  unit('a', '行政审批局', 't', 1),
  unit('b', '便民服务中心', 'a', 2),
  unit('c', '建设管理局', 't', 1),
]

test('a unit is found with everything above it', () => {
  expect(treeMatching(rows, '便民').map(({ id }) => id)).toEqual(['t', 'a', 'b'])
  expect(treeMatching(rows, ' ').length).toBe(4)
  expect(treeMatching(rows, '没有这个')).toEqual([])
})

test('a unit cannot be moved below itself or its own units', () => {
  expect(unitOptions(rows, 'a').map(({ value }) => value)).toEqual(['t', 'c'])
  expect(unitOptions(rows).length).toBe(4)
})

test('permissions stand under the module that declares them', () => {
  const groups = permissionGroups([
    { key: 'org.unit.view', title: '查看单位' },
    { key: 'incident.case.read', title: '查看事件' },
    { key: 'org.unit.manage', title: '管理单位' },
  ])
  expect(groups.map(({ title, rows: own }) => [title, own.length])).toEqual([
    ['组织与权限', 2],
    ['事件中心', 1],
  ])
})

test('what an audit row is about opens where a page shows it', () => {
  expect(objectWords('person:7')).toEqual({ title: '人员', rest: '7', path: '/org/people/7' })
  expect(objectWords('machine:7')).toEqual({ title: '接口令牌', rest: '7' })
  expect(objectWords('thing:7').path).toBeUndefined()
})
