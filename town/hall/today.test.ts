import { expect, test } from 'vitest'
import { busyAt, demand, quartersOf, weekdayFactor } from './rhythm.ts'
import { liveToday } from './today.ts'

const begins = Date.parse('2026-11-23T00:00:00+08:00')
const quarters = quartersOf([
  ['08:30', '11:30'],
  ['13:30', '17:30'],
])
const windows = [1, 2, 3, 4].map((number) => ({ number, skills: ['general', 'social', 'civil', 'enterprise'] }))
const at = (hours: number) => begins + hours * 3_600_000
const live = (now: number) => liveToday('试', { begins, now, quarters, factor: weekdayFactor[1], windows })

test('quarters of office hours and nothing beside them', () => {
  expect(quarters).toHaveLength(28)
  expect(quarters[0]).toBe(510)
  expect(quarters.at(-1)).toBe(17 * 60 + 15)
})

test('two tides, never empty, never over', () => {
  expect(Math.max(...quarters.map(busyAt))).toBeLessThanOrEqual(1)
  expect(Math.min(...quarters.map(busyAt))).toBeGreaterThanOrEqual(0.25)
  expect(busyAt(9 * 60 + 30)).toBeGreaterThan(busyAt(11 * 60))
})

test('nothing happens after now, and one number at a window at a time', () => {
  const now = at(10)
  const day = live(now)
  expect(day.length).toBeGreaterThan(20)
  for (const { taken, called, served, ended } of day) {
    expect([taken, called ?? taken, served ?? taken, ended ?? taken].every((moment) => moment <= now)).toBe(true)
  }
  for (const { number } of windows) {
    const mine = day.filter(({ counter }) => counter === number)
    expect(mine.filter(({ ended }) => ended === undefined).length).toBeLessThanOrEqual(1)
    for (let i = 1; i < mine.length; i++) expect(mine[i]!.called!).toBeGreaterThanOrEqual(mine[i - 1]!.ended ?? Infinity)
  }
})

test('nobody before the doors open; the same seed is the same day', () => {
  expect(live(at(8))).toEqual([])
  expect(live(at(11))).toEqual(live(at(11)))
  expect(demand.every(({ perHour, minutes }) => perHour > 0 && minutes > 0)).toBe(true)
})
