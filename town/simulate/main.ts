import { demoSecret } from '#town/sensing/demo-devices.ts'
import { howToSimulate, readSimulateArguments } from './arguments.ts'
import { simulateDevice } from './device.ts'
import { runFleet } from './fleet.ts'
import { openLine } from './line.ts'
import { models } from './models/index.ts'
import { readRoster } from './roster.ts'

/** `npm run simulate`: the demo town's devices as a program of its own, over real MQTT. */
async function main(): Promise<void> {
  const { devices: count, url, host, port, storm, trouble } = readSimulateArguments(process.argv.slice(2))
  const roster = await readRoster(url, count)
  const from = Date.now()
  const devices = roster.flatMap(({ key, kind }) => {
    const model = models[kind]
    // Numbers go on from the moment: a new run never repeats what an earlier one said.
    return model
      ? [simulateDevice({ id: key, kind, model, from, trouble, seq: Math.floor(from / 1000), ...(storm ? { storm: from } : {}) })]
      : []
  })
  if (devices.length === 0) throw new Error('平台上没有可模拟的设备；演示镇首次启动后会自带 7288 台')
  const battery = new Map(roster.map(({ key, kind }) => [key, models[kind]?.battery ?? true]))
  const troubles = new Map<string, number>()
  const fleet = runFleet({
    devices,
    connect: ({ id }) =>
      openLine({ host, port, clientId: id, username: id, password: demoSecret(id), keepalive: battery.get(id) ? 0 : 1200 }),
    topicOf: ({ id }) => `sihe/${id}/up`,
    staysOpen: ({ id }) => battery.get(id) === false,
    onTrouble: (_device, error) => {
      const text = error instanceof Error ? error.message : String(error)
      troubles.set(text, (troubles.get(text) ?? 0) + 1)
    },
  })
  console.log(`模拟 ${devices.length} 台设备 → mqtt://${host}:${port}${storm ? '，暴雨开始' : ''}（按 Ctrl+C 结束）`)
  const telling = setInterval(() => {
    const { sent, failed, open } = fleet.counts
    const why = [...troubles].map(([text, times]) => `${text} ×${times}`).join('；')
    troubles.clear()
    console.log(`已确认 ${sent} 条，未成功 ${failed} 条，在线 ${open} 台${why ? `；${why}` : ''}`)
  }, 10_000)
  const stop = async (): Promise<void> => {
    clearInterval(telling)
    await fleet.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

try {
  await main()
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${howToSimulate}`)
  process.exit(1)
}
