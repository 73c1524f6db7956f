import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlanCard, cardFaults, stepsAt } from './card.ts'
import { samplePlans } from './samples/index.ts'

describe.each(samplePlans.map((plan) => [plan.title, plan] as const))('the shipped plan %s', (_, plan) => {
  test('is whole, sound and labelled 示例', () => {
    expect(PlanCard.parse(plan)).toEqual(plan)
    expect(cardFaults(plan)).toEqual([])
    expect(plan.sample).toBe(true)
    expect(plan.basis).toContain('示例')
  })

  test('uses every role it names, and has supplies and numbers to call', () => {
    expect(plan.roles.filter(({ key }) => !plan.steps.some((step) => step.role === key)).map(({ key }) => key)).toEqual([])
    expect(plan.resources.length).toBeGreaterThan(0)
    expect(plan.phones.length).toBeGreaterThan(0)
  })

  test('names no real person and no private number', () => {
    expect(plan.phones.map(({ phone }) => phone).filter((phone) => phone.length > 5)).toEqual([])
  })
})

test('a more serious level never sets fewer tasks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samplePlans), fc.integer({ min: 1, max: 3 }), (plan, level) => {
      const milder = stepsAt(plan, level + 1)
      expect(milder.every((step) => stepsAt(plan, level).includes(step))).toBe(true)
    }),
  )
})

describe('faults of a card', () => {
  const card = samplePlans[0]!
  const first = card.steps[0]!
  test('a role nobody defined', () => {
    expect(cardFaults({ ...card, steps: [{ ...first, role: 'ghost' }] })[0]).toMatchObject({ path: 'steps.0.role' })
  })
  test('a key twice', () => {
    expect(cardFaults({ ...card, steps: [first, first] })[0]?.message).toContain('重复')
    expect(cardFaults({ ...card, roles: [...card.roles, card.roles[0]!] })[0]?.message).toContain('重复')
  })
  test('a level that sets nothing', () => {
    expect(cardFaults({ ...card, steps: [{ ...first, level: 1 }] }).map(({ message }) => message)).toContain('Ⅳ级启动后没有任何任务')
  })
  test('an answer due after the work', () => {
    expect(cardFaults({ ...card, steps: [{ ...first, ack: 60, finish: 30 }, ...card.steps.slice(1)] })[0]?.message).toContain('响应时限')
  })
})
