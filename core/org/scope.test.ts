import { expect, test } from 'vitest'
import { type Actor, type Reach, publicActor, systemActor } from './actor.ts'
import { areasOf, reaches } from './scope.ts'

const actor = (reach: Reach[], more: Partial<Actor> = {}): Actor => ({
  ...publicActor('320599101'),
  ...more,
  reach: new Map([['case.view', reach]]),
})

test('each reach lets through its own kind and nothing else', () => {
  const me = { unitIds: ['u1', 'u2'], areas: ['320599101201'], personId: 'p1' }
  const subjects = [{ unitIds: ['u2', 'u9'] }, { areaCode: '320599101201003' }, { personIds: ['p1'] }, {}]
  const seen = (reach: Reach[]) => subjects.map((subject) => reaches(actor(reach, me), 'case.view', subject))
  expect(seen(['unit'])).toEqual([true, false, false, false])
  expect(seen(['area'])).toEqual([false, true, false, false])
  expect(seen(['own'])).toEqual([false, false, true, false])
  expect(seen(['unit', 'own'])).toEqual([true, false, true, false])
  expect(seen(['town'])).toEqual([true, true, true, true])
  expect(seen([])).toEqual([false, false, false, false])
})

test('nothing empty opens anything', () => {
  const nobody = actor(['unit', 'area', 'own'], { areas: [''] })
  expect(reaches(nobody, 'case.view', { unitIds: [''], areaCode: '320599101', personIds: [''] })).toBe(false)
  expect(reaches(actor(['area'], { areas: ['320599101'] }), 'case.view', { areaCode: null })).toBe(false)
  expect(reaches(systemActor('320599101'), 'case.view', { unitIds: ['u1'] })).toBe(false)
})

test('a shorter code is not inside a longer area', () => {
  expect(reaches(actor(['area'], { areas: ['320599101201'] }), 'case.view', { areaCode: '320599101' })).toBe(false)
})

test('areas inside another are dropped', () => {
  expect(areasOf({ areas: ['320599101201', '320599101', '', '320599102', '320599101'] })).toEqual(['320599101', '320599102'])
})
