import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type Socket, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import * as mqtt from 'mqtt-packet'
import { freePort } from './cluster.ts'
import { clockNow, runOrder } from './live-order.ts'
import { Tally } from './live-tally.ts'

const program = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find((path) => existsSync(path))
const fill = '事件处置待签收'.repeat(10)

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.on('error', reject)
  })

async function client(port: number, clientId: string, data: (chunk: Buffer) => void): Promise<Socket> {
  const socket = await opened(port)
  socket.write(mqtt.generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId, keepalive: 0 }))
  await new Promise((resolve) => socket.once('data', resolve))
  socket.on('data', data)
  return socket
}

/**
 * Mosquitto fans the same facts out to as many subscribers, QoS 0 (nothing is kept and nothing resumed): the floor of what a broker in C costs.
 * @returns undefined where it is not installed
 */
export async function fanOutByMosquitto(readers: number, rates: readonly number[], seconds: number): Promise<object | undefined> {
  if (!program) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'sihe-mosquitto-'))
  const port = await freePort()
  const conf = join(folder, 'mosquitto.conf')
  writeFileSync(
    conf,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_connections -1\nset_tcp_nodelay true\nuser root\n`,
  )
  const broker: ChildProcess = spawn(program, ['-c', conf], { stdio: 'ignore' })
  try {
    await delay(500)
    let tally = new Tally()
    const sockets: Socket[] = []
    for (let i = 0; i < readers; i++) {
      let rest: Buffer | undefined
      const socket = await client(port, `reader${i}`, (chunk) => {
        rest = tally.take(rest && rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk)
      })
      socket.write(mqtt.generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'facts', qos: 0 }] }))
      sockets.push(socket)
    }
    const writer = await client(port, 'writer', () => undefined)
    const runs: object[] = []
    let from = 1
    for (const rate of rates) {
      tally = new Tally()
      const total = rate * seconds
      await runOrder({ from, rate, seconds, areas: [] }, async (numbers) => {
        for (const n of numbers)
          writer.write(
            mqtt.generate({
              cmd: 'publish',
              topic: 'facts',
              qos: 0,
              dup: false,
              retain: false,
              payload: JSON.stringify({ n, t: clockNow(), fill }),
            }),
          )
      })
      await tally.settled(total * readers)
      runs.push({
        rate,
        deliveriesPerSecond: tally.perSecond(),
        p50: tally.quantile(0.5),
        p99: tally.quantile(0.99),
        lost: total * readers - tally.deliveries,
      })
      from += total
    }
    for (const socket of [...sockets, writer]) socket.destroy()
    return { readers, qos: 0, runs }
  } finally {
    broker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
