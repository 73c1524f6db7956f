import { type DeviceModel, sensed } from '../model.ts'
import { hourAt } from '../weather.ts'

/** 智慧用电: a shop's or workshop's supply; damp raises the residual current, load warms the cables. */
export const electric: DeviceModel = {
  every: 900,
  battery: false,
  faults: {
    damp: { perDay: 0.0008, minutes: [60, 480] },
    overload: { perDay: 0.0008, minutes: [20, 180] },
    arc: { perDay: 0.0001, minutes: [2, 10] },
  },
  begin: (random) => ({ rated: random.pick([40, 63, 100]), base: random.range(20, 120), by: random.range(7, 10) }),
  measure: (memory, { at, weather, random, fault }) => {
    const hour = hourAt(at)
    const open = hour > memory['by']! && hour < 21.5
    const load = fault === 'overload' ? random.range(1.22, 1.4) : open ? random.range(0.35, 0.7) : random.range(0.05, 0.12)
    const cable = weather.temperature * 0.6 + 12 + 26 * load ** 2
    const amps = memory['rated']! * load
    const volt = 224 - 6 * load
    return {
      memory,
      metrics: {
        residual: sensed(random, fault === 'damp' ? random.range(320, 620) : memory['base']! * (1 + weather.humidity / 300), 8, 0),
        cable1: sensed(random, cable, 0.8, 1),
        cable2: sensed(random, cable - 1, 0.8, 1),
        cable3: sensed(random, cable + 0.6, 0.8, 1),
        Ia: sensed(random, amps, 0.8, 1),
        Ib: sensed(random, amps * 0.94, 0.8, 1),
        Ic: sensed(random, amps * 1.05, 0.8, 1),
        Ua: sensed(random, volt, 1.5, 1),
        Ub: sensed(random, volt + 1, 1.5, 1),
        Uc: sensed(random, volt - 1, 1.5, 1),
        load: sensed(random, load, 0.01, 2),
        arc: fault === 'arc' ? random.int(14, 30) : 0,
      },
    }
  },
}
