import { describe, expect, test } from 'vitest'
import { findAction, findStep, validateProcess } from '#core/case/contract.ts'
import { stuckProcess } from './stuck.ts'

test('the definition has no fault', () => {
  expect(validateProcess(stuckProcess)).toEqual([])
})

describe('办不成事: on the spot, coordinate, supervise, transfer', () => {
  test.each([
    ['settle', 'closed'],
    ['coordinate', 'unit'],
    ['transfer', 'closed'],
    ['answer', 'window'],
  ])('%s leads to %s', (key, step) => {
    expect(findAction(stuckProcess, key)?.to).toBe(step)
    expect(findStep(stuckProcess, step)).toBeDefined()
  })
  test('a clerk settles on the spot; only the lead sends it on', () => {
    const roles = (key: string) => findAction(stuckProcess, key)?.who.flatMap((who) => who.roles ?? [])
    expect(roles('settle')).toContain('counter')
    expect(roles('coordinate')).toEqual(['hall-lead'])
    expect(roles('transfer')).toEqual(['hall-lead'])
  })
})
