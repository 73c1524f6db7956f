import { expect, it } from 'vitest'
import { kinds } from '#modules/sensing/server/index.ts'
import { pastOf } from './past.ts'
import type { DemoDevice } from './demo-devices.ts'

const now = Date.parse('2026-11-22T15:00:00+08:00')
const device = (kind: string, i: number): DemoDevice => ({
  id: `${kind}-${i}`,
  key: `${kind}-${i}`,
  kind,
  name: '示例',
  component: '',
  place: [120.6, 30.9],
  address: '',
  areaCode: '',
  areaName: '',
  ownerId: null,
  upkeepId: null,
  maker: '',
  model: '',
  installedOn: '2025-01-01',
  batteryOn: null,
  heartbeat: kinds.find((one) => one.key === kind)!.heartbeat,
  grams: [],
})

it.each(['manhole', 'hydrant', 'lamp', 'smoke', 'electric', 'water-quality', 'noise-dust'])(
  '%s: something went wrong in its month, and it told so',
  (kind) => {
    const pasts = Array.from({ length: 8 }, (_, i) => pastOf(device(kind, 8 + i), 8 + i, now))
    const quiet = pastOf(device(kind, 5000), 5001, now)
    // One that had a fault speaks of it several times; the others a few times in three days.
    expect(Math.max(...pasts.map(({ readings }) => readings.length))).toBeGreaterThan(quiet.readings.length)
    for (const { readings } of [...pasts, quiet]) {
      expect(readings.map(({ at }) => at)).toEqual(readings.map(({ at }) => at).toSorted((a, b) => a - b))
      expect(readings.every(({ at }) => at <= now)).toBe(true)
    }
  },
)

it('water stands in the shaft, not above the cover, whatever the rain', () => {
  for (let i = 0; i < 60; i++)
    for (const { values } of pastOf(device('manhole', i), i, now).readings) expect(values['waterLevel']).toBeGreaterThanOrEqual(0)
})
