import { expect, test } from 'vitest'
import { makeGeometry } from '#town/geometry/index.ts'
import { makePeople } from '#town/people/index.ts'
import { orgOf } from '../organisation.ts'
import { rotate } from './rotation.ts'

const org = orgOf(makePeople(makeGeometry()))
const days = Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`)
const turns = rotate(org, days)

test('every chair of every shift has its people, in turn', () => {
  const of = (post: string) => turns.filter((turn) => turn.post === post)
  expect([of('leader').length, of('watch').length, of('seat').length, of('standby').length]).toEqual([60, 60, 120, 120])
  const counts = [...Map.groupBy(of('watch'), ({ personId }) => personId).values()].map((own) => own.length)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
})

test('nobody sits at one chair twice in a shift, nor as duty officer two shifts running', () => {
  const keys = turns.map(({ day, shift, post, personId }) => [day, shift, post, personId].join())
  expect(new Set(keys).size).toBe(keys.length)
  const watch = turns.filter(({ post }) => post === 'watch').map(({ personId }) => personId)
  expect(watch.filter((id, i) => id === watch[i - 1])).toEqual([])
})
