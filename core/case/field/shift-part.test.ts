import { expect, test } from 'vitest'
import type { CaseCard } from '../views.ts'
import { wentWhere } from './shift-part.ts'

const card = (more: object): CaseCard => ({ step: 'handling', stepTitle: '处置中', holder: {}, ...more }) as never

test('a case that went while nobody looked: merged, closed or with somebody else, in words', () => {
  expect(wentWhere(card({ step: 'merged' }))).toBe('已并入另一件')
  expect(wentWhere(card({ closedAt: '2026-07-15T09:00:00+08:00' }))).toBe('已结案')
  expect(wentWhere(card({ holder: { unit: { id: 'u', name: '环卫所' } } }))).toBe('现在由环卫所办理（处置中）')
  expect(wentWhere(card({}))).toBe('现在是“处置中”')
})
