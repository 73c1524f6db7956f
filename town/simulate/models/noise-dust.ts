import { type DeviceModel, sensed } from '../model.ts'
import { hourAt } from '../weather.ts'

/** 噪声/扬尘 at a building site: loud and dusty when the machines run, washed clean by rain; some sites pour at night. */
export const noiseDust: DeviceModel = {
  every: 300,
  battery: false,
  faults: { night: { perDay: 0.05, minutes: [60, 240] }, dusty: { perDay: 0.04, minutes: [30, 120] } },
  begin: (random) => ({ loud: random.range(58, 66), dust: random.range(38, 60) }),
  measure: (memory, { at, weather, random, fault }) => {
    const hour = hourAt(at)
    const works = (hour > 7 && hour < 11.5) || (hour > 13 && hour < 18)
    const level = works || fault === 'night' ? memory['loud']! + 4 : 46
    const washed = weather.rain > 0.5 ? 0.45 : 1
    const dust = memory['dust']! * (works ? 1.25 : 0.8) * washed * (fault === 'dusty' ? 2.6 : 1) * (1 + Math.max(0, weather.wind - 3) / 12)
    return {
      memory,
      metrics: {
        Leq: sensed(random, level + weather.rain / 10, 1.6, 1),
        Lmax: sensed(random, level + 11, 3, 1),
        PM25: sensed(random, dust * 0.5, 2, 0),
        PM10: sensed(random, dust, 3, 0),
        TSP: sensed(random, dust * 1.9, 6, 0),
        wind: Math.max(0, sensed(random, weather.wind, 0.6, 1)),
        temp: sensed(random, weather.temperature, 0.3, 1),
        humidity: sensed(random, weather.humidity, 1.5, 0),
      },
    }
  },
}
