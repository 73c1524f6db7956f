import { hostname } from 'node:os'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Platform } from '#platform/server/module.ts'
import type { readBroker } from '../../reading-endpoints.ts'
import { type Broker, startBroker } from './embedded-broker.ts'
import { type Consumer, startConsumer } from './external-broker.ts'
import { type Ingest, ingestOf } from './ingest.ts'

interface Running {
  readonly ingest: Ingest
  readonly broker?: Broker
  readonly consumer?: Consumer
  readonly trouble?: string
}

const running = new WeakMap<Platform, Running>()

/** Why the port could not be had, and the way out. */
export function explainPort(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const way = `换一个端口，例如 MQTT_PORT=${port + 10_000}；或用 MQTT_URL 接入镇上已有的 MQTT 服务器`
  if (code === 'EADDRINUSE') return `MQTT 端口 ${port} 已被别的程序占用（常见的是 mosquitto）。${way}`
  if (code === 'EACCES') return `没有权限监听 MQTT 端口 ${port}。${way}`
  if (code === 'ENOENT') return `MQTT 证书文件不存在，检查 MQTT_TLS_CERT 和 MQTT_TLS_KEY`
  return `MQTT 服务没有启动：${error instanceof Error ? error.message : String(error)}。${way}`
}

/**
 * The `mqtt` service of a process: the embedded broker, or a consumer of the town's own one. A port that is taken stops nothing else: the
 * platform goes on and says so, in the log and on the page.
 * @returns what ends it
 */
export async function startMqtt(platform: Platform): Promise<() => Promise<void>> {
  const { mqtt } = platform.config
  const ingest = await ingestOf(platform)
  if (mqtt.url) {
    const consumer = startConsumer(platform, ingest, { url: mqtt.url, clientId: mqtt.clientId ?? `sihe-${hostname()}`, lines: 4 })
    running.set(platform, { ingest, consumer })
    ingest.hears = () => consumer.connected() > 0
    return async () => {
      running.delete(platform)
      await consumer.stop()
    }
  }
  try {
    const broker = await startBroker(platform, ingest, {
      port: mqtt.port,
      host: platform.config.host,
      rate: mqtt.rate,
      tlsPort: mqtt.tlsPort,
      tlsCert: mqtt.tlsCert,
      tlsKey: mqtt.tlsKey,
    })
    running.set(platform, { ingest, broker })
    return async () => {
      running.delete(platform)
      await broker.stop()
    }
  } catch (error) {
    const trouble = explainPort(error, mqtt.port)
    console.error(trouble)
    running.set(platform, { ingest, trouble })
    ingest.hears = () => false
    return async () => void running.delete(platform)
  }
}

/** How the broker of this process fares; a process without the service says so. */
export function brokerView(platform: Platform): AnswerOf<typeof readBroker> {
  const found = running.get(platform)
  const { mqtt } = platform.config
  if (!found) {
    return {
      mode: 'off',
      running: false,
      trouble: '这个进程没有启用 MQTT（SERVICES 不含 mqtt），接入状态请看运行 MQTT 的进程',
      versions: [],
      connections: 0,
      kept: 0,
      refused: 0,
      perSecond: 0,
      p99: 0,
    }
  }
  const { ingest, broker, consumer } = found
  const trouble = found.trouble ?? consumer?.trouble()
  return {
    mode: mqtt.url ? 'external' : 'embedded',
    running: broker !== undefined || (consumer?.connected() ?? 0) > 0,
    ...(trouble === undefined ? {} : { trouble }),
    ...(broker ? { port: broker.port } : {}),
    ...(broker?.tlsPort === undefined ? {} : { tlsPort: broker.tlsPort }),
    versions: mqtt.url ? ['3.1.1', '5'] : ['3.1', '3.1.1'],
    connections: broker?.connections() ?? consumer?.connected() ?? 0,
    kept: ingest.kept,
    refused: ingest.refusals.total,
    perSecond: Math.round(ingest.perSecond() * 10) / 10,
    p99: Math.round(ingest.p99() * 10) / 10,
  }
}
