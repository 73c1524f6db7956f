import { type DeviceModel, sensed, within } from '../model.ts'
import { hourAt } from '../weather.ts'

/** 水质: a river breathes with the sun (oxygen high in the afternoon), rain washes the banks in, a discharge eats the oxygen. */
export const waterQuality: DeviceModel = {
  every: 14_400,
  battery: false,
  faults: { discharge: { perDay: 0.006, minutes: [180, 900] } },
  begin: (random) => ({ nitrogen: random.range(0.35, 0.8), turbid: random.range(8, 25) }),
  measure: (memory, { at, weather, random, fault }) => {
    const sun = Math.max(0, Math.cos(((hourAt(at) - 15) / 24) * 2 * Math.PI))
    const wash = Math.min(1, weather.rain / 25)
    const foul = fault === 'discharge' ? 1 : 0
    return {
      memory: { ...memory, turbid: within(memory['turbid']! * 0.92 + wash * 40 + 1, 6, 180) },
      metrics: {
        pH: sensed(random, 7.5 + 0.4 * sun - 0.5 * foul, 0.05, 2),
        DO: sensed(random, 6.6 + 1.8 * sun - (weather.temperature - 18) * 0.08 - 3.4 * foul, 0.15, 2),
        CODMn: sensed(random, 3.6 + 1.1 * wash + 4.5 * foul, 0.2, 2),
        NH3N: sensed(random, memory['nitrogen']! + 0.2 * wash + 1.4 * foul, 0.03, 3),
        TP: sensed(random, 0.11 + 0.05 * wash + 0.14 * foul, 0.008, 3),
        turbidity: sensed(random, memory['turbid']!, 1.5, 1),
        conductivity: sensed(random, 520 + 260 * foul, 12, 0),
        temp: sensed(random, weather.temperature * 0.8 + 4, 0.2, 1),
      },
    }
  },
}
