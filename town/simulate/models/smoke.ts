import { type DeviceModel, sensed } from '../model.ts'
import { hourAt } from '../weather.ts'

/** 独立烟感: silent for months; cooking makes a haze, a real fire heat and smoke together. */
export const smoke: DeviceModel = {
  every: 86_400,
  battery: true,
  faults: {
    haze: { perDay: 0.0006, minutes: [4, 20] },
    fire: { perDay: 0.00001, minutes: [20, 60] },
    removed: { perDay: 0.0001, minutes: [600, 2880] },
  },
  begin: (random) => ({ dirt: random.range(0, 40), indoors: random.range(19, 24) }),
  measure: (memory, { at, after, weather, random, fault }) => {
    const cooking = Math.exp(-(((hourAt(at) - 18) / 1.2) ** 2)) * 3
    const temp = fault === 'fire' ? random.range(58, 90) : memory['indoors']! + (weather.temperature - 16) * 0.25 + cooking
    return {
      memory: { ...memory, dirt: memory['dirt']! + after / 2_000_000 },
      metrics: {
        smoke: fault === 'fire' || fault === 'haze',
        temp: sensed(random, temp, 0.4, 1),
        removed: fault === 'removed',
        selfTest: true,
        dirt: Math.round(memory['dirt']!),
      },
    }
  },
}
