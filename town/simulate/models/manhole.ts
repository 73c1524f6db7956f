import { type DeviceModel, sensed, within } from '../model.ts'

/** 智慧井盖: tilt of the lid, water under it. Rain fills the shaft, the sewer empties it; a loose lid rattles, an open one lies. */
export const manhole: DeviceModel = {
  every: 21_600,
  battery: true,
  faults: { open: { perDay: 0.0004, minutes: [30, 240] }, loose: { perDay: 0.0008, minutes: [60, 600] } },
  begin: (random) => ({
    depth: random.range(1.6, 3.2),
    water: random.range(0.05, 0.4),
    lean: random.range(0, 1.4),
    drain: random.range(0.4, 1.1),
  }),
  measure: (memory, { rained, random, fault }) => {
    // A street's run-off into one shaft: some twenty times its own surface. The fuller it stands, the faster it runs off.
    const water = rained().reduce(
      (level, { minutes, rain }) =>
        within(level + ((rain / 1000) * 20 - memory['drain']! * level) * (minutes / 60), 0.03, memory['depth']!),
      memory['water']!,
    )
    const below = memory['depth']! - water
    const tilt = fault === 'open' ? random.range(35, 95) : fault === 'loose' ? random.range(6, 9.5) : memory['lean']!
    return {
      memory: { ...memory, water },
      metrics: {
        tilt: sensed(random, tilt, 0.25, 1),
        vibration: sensed(random, fault === 'loose' ? 0.35 : 0.04, 0.03, 2),
        waterLevel: Math.max(0, sensed(random, below, 0.01, 2)),
        flooded: below <= 0.02,
        CH4: Math.max(0, sensed(random, 1.5, 1.4, 1)),
        open: fault === 'open',
      },
    }
  },
}
