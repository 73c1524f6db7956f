import { type DeviceModel, sensed, within } from '../model.ts'

/** 液位/积水: a low road or underpass that fills in a cloudburst and is pumped dry within hours. */
export const waterLevel: DeviceModel = {
  every: 600,
  battery: false,
  faults: { clogged: { perDay: 0.002, minutes: [120, 480] } },
  begin: (random) => ({ level: 0, bowl: random.range(0.6, 2.4), pump: random.range(4, 9) }),
  measure: (memory, { after, weather, rained, random, fault }) => {
    const minutes = after / 60
    const pumped = (fault === 'clogged' ? 0.15 : 1) * (memory['pump']! / 60)
    const level = rained().reduce(
      (height, step) => within(height + ((step.rain / 60) * memory['bowl']! * 0.35 - pumped) * step.minutes, 0, 75),
      memory['level']!,
    )
    return {
      memory: { ...memory, level },
      metrics: {
        level: Math.max(0, sensed(random, level, 0.25, 1)),
        rain: sensed(random, weather.rain, weather.rain > 0 ? 0.6 : 0, 1),
        rate: sensed(random, (level - memory['level']!) / Math.max(1, minutes), 0.01, 2),
      },
    }
  },
}
