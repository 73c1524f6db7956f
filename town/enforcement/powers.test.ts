import { expect, it } from 'vitest'
import { isHeldOn, textOn } from '#modules/enforcement/contract.ts'
import { demoPowers } from './powers.ts'

const powers = demoPowers()

it('is 643 powers with codes and titles of their own, all labelled as invented', () => {
  expect(powers).toHaveLength(643)
  expect(new Set(powers.map(({ code }) => code)).size).toBe(643)
  expect(new Set(powers.map(({ title }) => title)).size).toBe(643)
  expect(new Set(powers.map(({ domain }) => domain)).size).toBe(18)
  expect(powers.every(({ example, texts }) => example && texts.every(({ text }) => text.startsWith('（示例）')))).toBe(true)
})

it('some were taken back: held the day before, not on the day', () => {
  const gone = powers.find(({ heldTo }) => heldTo === '2025-07-01')!
  expect(isHeldOn(gone, '2025-06-30')).toBe(true)
  expect(isHeldOn(gone, '2025-07-01')).toBe(false)
  expect(isHeldOn(gone, '2021-03-31')).toBe(false)
})

it('an act of last year reads the wording of last year', () => {
  const changed = powers.find(({ texts }) => texts.length === 2)!
  expect(textOn(changed, '2026-02-28')).toBe(changed.texts[0])
  expect(textOn(changed, '2026-03-01')).toBe(changed.texts[1])
  expect(textOn(changed, '2001-01-01')).toBe(changed.texts[0])
})
