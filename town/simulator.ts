import type { Platform } from '#platform/server/module.ts'
import { busyness } from './history/rhythm.ts'
import { DEMO_TOWN } from './load.ts'
import { startMovement } from './patrol/movement.ts'
import { startDemoFleet } from './simulate/demo-fleet.ts'
import { beat } from './simulator/beat.ts'
import { readSwitch } from './simulator/setting.ts'

/** Seconds between two beats at the busiest hour; at night about five times as long. */
const pace = 24

/**
 * Keeps the demo town alive beside the worker; answers what stops it. Does nothing in a real town, when switched off in the header, or
 * with `SIMULATOR=off` in the environment (browser tests want a still town).
 */
export async function startSimulator(platform: Platform): Promise<() => Promise<void>> {
  if (process.env['SIMULATOR'] === 'off' || !(await readSwitch(platform.db.read, DEMO_TOWN)).available) return () => Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false

  async function once(): Promise<void> {
    try {
      if ((await readSwitch(platform.db.read, DEMO_TOWN)).on) {
        const done = await beat(platform, DEMO_TOWN)
        if (done) platform.log.debug({ done }, 'simulator')
      }
    } catch (error) {
      // A refused act is no harm: the case moved under us, and the next beat looks anew.
      platform.log.info({ err: error }, 'simulator')
    }
    plan()
  }
  function plan(): void {
    if (stopped) return
    const seconds = (pace * (0.7 + Math.random() * 0.7)) / Math.max(0.2, busyness(platform.now().getTime()))
    timer = setTimeout(() => (running = once()), seconds * 1000)
  }
  plan()
  const stopMovement = startMovement(platform, DEMO_TOWN)
  const stopFleet = startDemoFleet(platform, DEMO_TOWN)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await Promise.all([running, stopMovement(), stopFleet()])
  }
}
