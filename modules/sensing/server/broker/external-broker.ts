import { type Socket, connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { setTimeout as pause } from 'node:timers/promises'
import mqtt, { type Packet } from 'mqtt-packet'
import type { Platform } from '#platform/server/module.ts'
import { Doors, type Judged } from './doors.ts'
import { messageMost } from './embedded-broker.ts'
import type { Ingest } from './ingest.ts'

/** What is taken in from a broker of the town's own. `v1/devices/me/…` names nobody there: have the broker rewrite it to `sihe/<user>/telemetry`. */
export const sharedTopics = [
  'sihe/+/up',
  'sihe/+/telemetry',
  'sihe/+/attributes',
  'application/+/device/+/event/up',
  'v3/+/devices/+/up',
  'v1.1/#',
] as const

/** Readings under way beyond which nothing more is read from the broker: it holds them, we do not. */
const queueMost = 20_000
const queueLow = 10_000
const keepalive = 30

export interface ExternalOptions {
  /** `mqtt://user:secret@host:1883`, `mqtts://…` */
  readonly url: string
  /** Stable, so that the broker keeps what arrives while we are away; another one for each process. */
  readonly clientId: string
  /** Lines in the same group: a broker hands each only so many unacknowledged messages (Mosquitto: 20). */
  readonly lines: number
}

export interface Consumer {
  readonly connected: () => number
  readonly trouble: () => string | undefined
  stop(): Promise<void>
}

/**
 * Takes messages from Mosquitto, EMQX or any broker through a shared subscription: several processes side by side, each message to one. Our
 * own client on mqtt-packet, because a message is acknowledged only when its reading is durable, thousands at a time and in any order
 * (mqtt.js with deferred acknowledgements fell to 1,100 a second, stack.md §5).
 */
export function startConsumer(platform: Platform, ingest: Ingest, options: ExternalOptions): Consumer {
  const doors = new Doors(ingest, platform)
  const state = { stopped: false, connected: 0, trouble: undefined as string | undefined }
  const open = new Set<Socket>()
  const runs = Array.from({ length: options.lines }, (_, i) => run(i))

  async function run(index: number): Promise<void> {
    let failures = 0
    while (!state.stopped) {
      const begun = Date.now()
      try {
        await line(index)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        state.trouble = `连不上 MQTT 服务器 ${new URL(options.url).host}：${why}`
        platform.log.warn({ err: error }, 'mqtt broker')
      }
      failures = Date.now() - begun > 10_000 ? 0 : failures + 1
      // With jitter: four lines and many processes must not come back in the same millisecond.
      if (!state.stopped)
        await pause(Math.min(30_000, 500 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random() / 2), undefined, { ref: false })
    }
  }

  /** One line from connect to its end. */
  function line(index: number): Promise<void> {
    const url = new URL(options.url)
    const tls = url.protocol === 'mqtts:'
    const port = Number(url.port || (tls ? 8883 : 1883))
    return new Promise((resolve, reject) => {
      const socket = tls ? connectTls({ host: url.hostname, port, servername: url.hostname }) : connect({ host: url.hostname, port })
      open.add(socket)
      const parser = mqtt.parser({ protocolVersion: 4 })
      let up = false
      const ping = setInterval(() => up && socket.write(mqtt.generate({ cmd: 'pingreq' })), keepalive * 800)
      const end = (error?: Error): void => {
        clearInterval(ping)
        open.delete(socket)
        if (up) state.connected--
        up = false
        socket.destroy()
        if (error) reject(error)
        else resolve()
      }
      const acknowledge = (messageId: number | undefined): void => {
        if (messageId !== undefined && !socket.destroyed) socket.write(mqtt.generate({ cmd: 'puback', messageId }))
      }
      const resume = (): void => {
        if (socket.isPaused() && ingest.queued < queueLow) socket.resume()
      }
      const keep = (judged: Judged, messageId: number | undefined): void => {
        if (judged.entries.length === 0) acknowledge(messageId)
        else
          ingest.put(judged.entries, (error) => {
            // Not acknowledged: the broker gives it to another process, or to us again.
            if (!error) acknowledge(messageId)
            resume()
          })
        if (ingest.queued > queueMost) socket.pause()
      }
      parser.on('packet', (packet: Packet) => {
        if (packet.cmd === 'connack') {
          if (packet.returnCode !== 0) {
            end(new Error(`服务器拒绝连接（${packet.returnCode}），检查 MQTT_URL 里的用户名和密码`))
            return
          }
          up = true
          state.connected++
          state.trouble = undefined
          const subscriptions = sharedTopics.map((topic) => ({ topic: `$share/sihe/${topic}`, qos: 1 as const }))
          socket.write(mqtt.generate({ cmd: 'subscribe', messageId: 1, subscriptions }))
        } else if (packet.cmd === 'publish') {
          const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload)
          if (payload.length > messageMost) {
            ingest.refusals.add('-', packet.topic, 'too-large', `${payload.length}`, Date.now())
            acknowledge(packet.messageId)
            return
          }
          const judged = doors.judgeTopic({ town: undefined, broker: true }, packet.topic, payload, packet.dup)
          if (judged instanceof Promise) judged.then((each) => keep(each, packet.messageId), end)
          else keep(judged, packet.messageId)
        }
      })
      parser.on('error', end)
      socket.setNoDelay(true)
      socket.setTimeout(keepalive * 2000, () => end(new Error('没有应答')))
      socket.on('data', (bytes) => parser.parse(bytes))
      socket.on('error', end)
      socket.on('close', () => end())
      socket.on(tls ? 'secureConnect' : 'connect', () =>
        socket.write(
          mqtt.generate({
            cmd: 'connect',
            protocolId: 'MQTT',
            protocolVersion: 4,
            clean: false,
            clientId: `${options.clientId}-${index}`,
            keepalive,
            ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
            ...(url.password ? { password: Buffer.from(decodeURIComponent(url.password)) } : {}),
          }),
        ),
      )
    })
  }

  return {
    connected: () => state.connected,
    trouble: () => (state.connected > 0 ? undefined : state.trouble),
    async stop() {
      state.stopped = true
      // What is already with us is kept and acknowledged first; the broker still has the rest.
      for (const socket of open) socket.pause()
      while (ingest.queued > 0) await pause(20)
      for (const socket of open) socket.destroy()
      await Promise.race([Promise.all(runs), pause(500)])
    },
  }
}
