import { describe, expect, it } from 'vitest'
import { simulateDevice } from './device.ts'
import { litAt } from './models/lamp.ts'
import { models } from './models/index.ts'
import { hourAt, weatherAt } from './weather.ts'

const from = Date.parse('2026-11-22T00:00:00+08:00')
const number = (value: number | boolean | undefined): number => Number(value)

function live(
  kind: string,
  {
    id = 'one',
    hours = 24,
    every = 600,
    storm,
    trouble = 0,
  }: { id?: string; hours?: number; every?: number; storm?: number; trouble?: number } = {},
) {
  const device = simulateDevice({ id, kind, model: models[kind]!, from, trouble, ...(storm === undefined ? {} : { storm }) })
  return Array.from({ length: (hours * 3600) / every }, (_, i) => device.speak(from + (i + 1) * every * 1000))
}

describe('simulated devices', () => {
  it.each(Object.keys(models))('%s says finite numbers, in order, the same on every run', (kind) => {
    const told = live(kind, { trouble: 50 })
    for (const { metrics } of told) for (const value of Object.values(metrics)) expect(Number.isFinite(Number(value))).toBe(true)
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, i) => i + 1))
    expect(live(kind, { trouble: 50 })).toEqual(told)
    expect(live(kind, { id: 'other', trouble: 50 })).not.toEqual(told)
  })

  it('lamps burn in the dark and only then', () => {
    for (const { ts, metrics } of live('lamp')) {
      const at = Date.parse(ts)
      expect(number(metrics['current']) > 0.1).toBe(litAt(at, weatherAt(at).rain))
    }
  })

  it('a dead lamp is ordered to burn and draws nothing', () => {
    const dark = live('lamp', { trouble: 3000 }).filter(({ metrics }) => metrics['switch'] === true)
    expect(dark.some(({ metrics }) => metrics['current'] === 0)).toBe(true)
  })

  it('a cloudburst fills the underpass and the shaft, and both drain again', () => {
    const storm = from + 2 * 3_600_000
    const levels = live('water-level', { storm, hours: 30 }).map(({ metrics }) => number(metrics['level']))
    expect(levels[0]).toBeLessThan(2)
    expect(Math.max(...levels)).toBeGreaterThan(15)
    expect(levels.at(-1)).toBeLessThan(3)
    const below = live('manhole', { storm, hours: 30 }).map(({ metrics }) => number(metrics['waterLevel']))
    expect(Math.min(...below)).toBeLessThan(below[0]! - 0.3)
    expect(below.at(-1)).toBeGreaterThan(Math.min(...below))
  })

  it('mains pressure sinks at supper, never under the alarm by itself', () => {
    const told = live('hydrant')
    const at = (from: number, to: number) =>
      told
        .filter(({ ts }) => hourAt(Date.parse(ts)) >= from && hourAt(Date.parse(ts)) < to)
        .map(({ metrics }) => number(metrics['pressure']))
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length
    expect(mean(at(18, 19))).toBeLessThan(mean(at(2, 4)) - 0.02)
    expect(Math.min(...at(0, 24))).toBeGreaterThan(0.14)
  })

  it('a healthy device of every kind stays quiet, a troubled one speaks sooner', () => {
    const device = simulateDevice({ id: 'q', kind: 'manhole', model: models['manhole']!, from, trouble: 0 })
    const told = device.speak(from)
    expect(number(told.metrics['tilt'])).toBeLessThan(5)
    expect(device.nextAt - from).toBeGreaterThan(5 * 3_600_000)
    const loose = simulateDevice({ id: 'q', kind: 'manhole', model: models['manhole']!, from, trouble: 100_000 })
    loose.speak(from)
    expect(loose.nextAt - from).toBeLessThan(3_600_000)
  })
})
