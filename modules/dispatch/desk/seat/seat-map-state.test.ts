import { expect, test } from 'vitest'
import type { SeatRow } from '../../seat/endpoints.ts'
import { mapStateOf } from './seat-map-state.ts'

const row = (id: string, urgency: number, place?: [number, number]): SeatRow => ({
  id,
  number: id,
  process: 'incident',
  title: id,
  step: 'acceptance',
  stepTitle: '待受理',
  urgency,
  areaCode: '',
  areaName: '',
  holder: {},
  paused: false,
  openedAt: '2026-11-22T00:00:00Z',
  since: '2026-11-22T00:00:00Z',
  seq: 1,
  address: '',
  classTitle: '',
  drill: false,
  ...(place ? { place } : {}),
})
const near = (id: string) => ({ id, title: id, remark: '', at: [1, 1] as [number, number], distance: 5, bearing: 0 })

test('cases with a place by their grade; the new ones ring; people apart from what stands still', () => {
  const state = mapStateOf({
    rows: [row('a', 1, [120.6, 30.9]), row('b', 3), row('c', 4, [120.7, 30.9])],
    current: 'c',
    place: undefined,
    groups: [
      { sort: 'people', title: '人员', installed: true, rows: [{ ...near('p'), stale: true }], remark: '' },
      { sort: 'cameras', title: '摄像机', installed: true, rows: [near('k')], remark: '' },
    ],
    fresh: new Set(['a', 'b']),
  })
  expect(state.cases.map(({ id, tone }) => [id, tone])).toEqual([
    ['a', 'critical'],
    ['c', 'low'],
  ])
  expect(state.chosen).toEqual([120.7, 30.9])
  expect(state.news).toEqual([{ id: 'a', at: [120.6, 30.9] }])
  expect(state.people).toMatchObject([{ id: 'p', stale: true }])
  expect(state.cameras).toMatchObject([{ id: 'k', kind: 'cameras' }])
})
