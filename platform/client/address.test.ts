import { expect, it } from 'vitest'
import { addressOf } from './call.ts'

it('fills path parameters and repeats list values', () => {
  expect(addressOf({ path: '/cases/:id/acts' }, { params: { id: 'a/b' } })).toBe('/api/cases/a%2Fb/acts')
  expect(
    addressOf({ path: '/incidents' }, { query: { step: ['sign', 'check'], q: '路灯', mine: true, late: false, unit: undefined } }),
  ).toBe('/api/incidents?step=sign&step=check&q=%E8%B7%AF%E7%81%AF&mine=1')
})
