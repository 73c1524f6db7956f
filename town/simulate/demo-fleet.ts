import type { Platform } from '#platform/server/module.ts'
import { demoSecret } from '#town/sensing/demo-devices.ts'
import { readSwitch } from '../simulator/setting.ts'
import { simulateDevice } from './device.ts'
import { type Fleet, runFleet } from './fleet.ts'
import { openLine } from './line.ts'
import { models } from './models/index.ts'

/** Milliseconds between two looks at the switch in the header. */
const LOOK = 20_000

/**
 * Lets the demo town's devices speak to the broker of this very process: each connects, says its reading and hangs up, so that a small machine
 * holds no seven thousand lines. Real readings over real MQTT; does nothing where the town uses a broker of its own.
 * @returns what stops it
 */
export function startDemoFleet(platform: Platform, town: string): () => Promise<void> {
  const { services, mqtt } = platform.config
  if (!services.has('mqtt') || mqtt.url) return () => Promise.resolve()
  let fleet: Fleet | undefined
  let looking: Promise<void> = Promise.resolve()

  async function gather(): Promise<Fleet> {
    const rows = await platform.db.read.query<{ key: string; kind: string }>(
      `select key, kind from sensing.device where town = $1 and state = 'normal' and note = '示例设备' and online <> 'offline'`,
      [town],
    )
    const from = platform.now().getTime()
    const devices = rows.flatMap(({ key, kind }) => {
      const model = models[kind]
      return model ? [simulateDevice({ id: key, kind, model, from, seq: Math.floor(from / 1000) })] : []
    })
    return runFleet({
      devices,
      connect: ({ id }) => openLine({ host: '127.0.0.1', port: mqtt.port, clientId: id, username: id, password: demoSecret(id) }),
      topicOf: ({ id }) => `sihe/${id}/up`,
      staysOpen: () => false,
      atOnce: 4,
      onTrouble: (device, error) => platform.log.debug({ device: device.id, err: error }, 'simulated device'),
    })
  }

  async function look(): Promise<void> {
    const { on } = await readSwitch(platform.db.read, town)
    if (on && !fleet) fleet = await gather()
    if (!on && fleet) {
      await fleet.stop()
      fleet = undefined
    }
  }

  const timer = setInterval(() => {
    looking = look().catch((error: unknown) => platform.log.info({ err: error }, 'simulated devices'))
  }, LOOK)
  return async () => {
    clearInterval(timer)
    await looking
    await fleet?.stop()
  }
}
