import { type DeviceModel, sensed } from '../model.ts'
import { hourAt } from '../weather.ts'

/** Whether the street is lit: by the hour, and earlier under heavy cloud. */
export function litAt(at: number, rain: number): boolean {
  const hour = hourAt(at)
  return hour >= (rain > 10 ? 16.8 : 17.8) || hour < 6
}

/** 智慧路灯: lit at dusk, dimmed after eleven; a dead lamp draws nothing, a stuck one burns by day. */
export const lamp: DeviceModel = {
  every: 3_600,
  battery: false,
  faults: {
    out: { perDay: 0.0015, minutes: [600, 2880] },
    stuck: { perDay: 0.0003, minutes: [300, 900] },
    leak: { perDay: 0.0001, minutes: [60, 300] },
  },
  begin: (random) => ({ rated: random.pick([60, 90, 120, 150]), energy: random.range(200, 2400) }),
  measure: (memory, { at, after, weather, random, fault }) => {
    const ordered = litAt(at, weather.rain)
    const hour = hourAt(at)
    const dim = !ordered ? 0 : hour >= 23 || hour < 5 ? 60 : 100
    const share = fault === 'out' ? 0 : fault === 'stuck' ? 1 : dim / 100
    const voltage = sensed(random, 226 - 5 * share, 3, 1)
    const power = memory['rated']! * share
    return {
      memory: { ...memory, energy: memory['energy']! + (power * after) / 3_600_000 },
      metrics: {
        voltage,
        current: share === 0 ? 0 : sensed(random, power / voltage / 0.95, 0.01, 3),
        power: share === 0 ? 0 : sensed(random, power, 1.5, 1),
        PF: share === 0 ? 0 : sensed(random, 0.95, 0.01, 2),
        energy: Math.round(memory['energy']! * 100) / 100,
        switch: ordered,
        dim,
        leak: sensed(random, fault === 'leak' ? 42 : 2 + weather.rain / 20, 1, 1),
        tilt: sensed(random, 0.8, 0.3, 1),
      },
    }
  },
}
