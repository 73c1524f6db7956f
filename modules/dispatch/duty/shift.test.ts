import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DutySettings, defaultDuty, nextSlot, slotAt, slotOf, slotToTake } from './shift.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('shifts of a day', () => {
  test('a night shift ends the next morning', () => {
    const slot = slotOf(defaultDuty.shifts[1]!, '2026-11-22')
    expect(slot).toMatchObject({ day: '2026-11-22', startsAt: at('2026-11-22T17:30:00'), endsAt: at('2026-11-23T08:00:00') })
  })

  test('two in the morning belongs to the night that began yesterday', () => {
    expect(slotAt(defaultDuty, at('2026-11-22T02:00:00'))).toMatchObject({ day: '2026-11-21', shift: 'night' })
    expect(nextSlot(defaultDuty, at('2026-11-22T02:00:00'))).toMatchObject({ day: '2026-11-22', shift: 'day' })
  })

  test('the boundary belongs to the shift that begins', () => {
    expect(slotAt(defaultDuty, at('2026-11-22T08:00:00'))?.shift).toBe('day')
    expect(slotAt(defaultDuty, at('2026-11-22T17:30:00'))?.shift).toBe('night')
  })

  test('a gap has no shift, but a next one', () => {
    const gap: DutySettings = { ...defaultDuty, shifts: [{ key: 'day', title: '白班', from: '08:00', to: '12:00' }] }
    expect(slotAt(gap, at('2026-11-22T13:00:00'))).toBeUndefined()
    expect(nextSlot(gap, at('2026-11-22T13:00:00'))).toMatchObject({ day: '2026-11-23', shift: 'day' })
    expect(slotToTake(gap, at('2026-11-22T13:00:00'))).toBeUndefined()
    expect(slotToTake(gap, at('2026-11-23T07:30:00'))).toMatchObject({ day: '2026-11-23' })
  })

  test('every instant lies in exactly one of shifts that fill the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2025-12-30T00:00:00'), max: at('2027-01-03T00:00:00') }), (instant) => {
        const slot = slotAt(defaultDuty, instant)!
        expect(slot.startsAt).toBeLessThanOrEqual(instant)
        expect(slot.endsAt).toBeGreaterThan(instant)
        expect(nextSlot(defaultDuty, instant)!.startsAt).toBe(slot.endsAt)
      }),
    )
  })
})

describe('which shift is taken over', () => {
  const night = { day: '2026-11-21', shift: 'night' }

  test('the running one when nobody or an earlier one is held', () => {
    expect(slotToTake(defaultDuty, at('2026-11-22T09:00:00'))).toMatchObject({ shift: 'day' })
    expect(slotToTake(defaultDuty, at('2026-11-22T09:00:00'), night)).toMatchObject({ day: '2026-11-22', shift: 'day' })
  })

  test('the next one within an hour before it begins, not sooner', () => {
    expect(slotToTake(defaultDuty, at('2026-11-22T07:00:00'), night)).toMatchObject({ day: '2026-11-22', shift: 'day' })
    expect(slotToTake(defaultDuty, at('2026-11-22T06:59:00'), night)).toBeUndefined()
  })

  test('not the one that is held already', () => {
    expect(slotToTake(defaultDuty, at('2026-11-22T09:00:00'), { day: '2026-11-22', shift: 'day' })).toBeUndefined()
  })
})

test('settings need a chair that may take over, and no name twice', () => {
  const wrong = { ...defaultDuty, posts: defaultDuty.posts.map((post) => ({ ...post, lead: false })) }
  expect(DutySettings.safeParse(wrong).error?.issues[0]?.message).toBe('请至少指定一个可以接班的岗位')
  const twice = { ...defaultDuty, shifts: [defaultDuty.shifts[0]!, { ...defaultDuty.shifts[0]!, key: 'other' }] }
  expect(DutySettings.safeParse(twice).error?.issues[0]?.message).toBe('班次“白班”重复')
})
