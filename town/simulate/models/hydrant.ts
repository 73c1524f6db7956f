import { type DeviceModel, sensed } from '../model.ts'
import { hourAt } from '../weather.ts'

/** 智能消火栓: mains pressure sinks when the town cooks and washes, and to nothing where a hydrant is opened. */
export const hydrant: DeviceModel = {
  every: 14_400,
  battery: true,
  faults: {
    opened: { perDay: 0.0008, minutes: [10, 60] },
    starved: { perDay: 0.001, minutes: [60, 480] },
    knocked: { perDay: 0.0001, minutes: [240, 900] },
  },
  begin: (random) => ({ mains: random.range(0.24, 0.34) }),
  measure: (memory, { at, random, weather, fault }) => {
    const hour = hourAt(at)
    const use = Math.exp(-(((hour - 7.5) / 1.6) ** 2)) + Math.exp(-(((hour - 18.5) / 2) ** 2))
    const static_ = memory['mains']! - 0.045 * use
    const pressure = fault === 'opened' ? static_ * 0.45 : fault === 'starved' ? random.range(0.05, 0.09) : static_
    return {
      memory,
      metrics: {
        pressure: sensed(random, pressure, 0.006, 3),
        flow: fault === 'opened' ? sensed(random, 12, 2, 1) : 0,
        open: fault === 'opened',
        tilt: sensed(random, fault === 'knocked' ? 48 : 0.6, 0.4, 1),
        temp: sensed(random, weather.temperature, 0.4, 1),
      },
    }
  },
}
