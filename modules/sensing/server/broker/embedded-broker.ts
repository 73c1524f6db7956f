import { readFileSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import mqemitter from 'mqemitter'
import type { Platform } from '#platform/server/module.ts'
import { Bucket, PerMinute } from './broker-limits.ts'
import { Doors, readTopic } from './doors.ts'
import type { Ingest } from './ingest.ts'
import { type Known, hashSecret } from './known.ts'

/** Larger messages are cut off while they arrive, before they fill memory. */
export const messageMost = 256 * 1024
const topicMost = 256
const connectsPerMinute = 30
const addressConnectsPerMinute = 6000

export interface BrokerOptions {
  readonly port: number
  readonly host: string
  readonly tlsPort?: number | undefined
  /** PEM files. */
  readonly tlsCert?: string | undefined
  readonly tlsKey?: string | undefined
  /** Messages a second one device may send on average; ten times as many at once. */
  readonly rate: number
}

export interface Broker {
  readonly port: number
  readonly tlsPort: number | undefined
  readonly connections: () => number
  stop(): Promise<void>
}

interface Session {
  readonly device: Known
  readonly bucket: Bucket
}

/** The parser's own step that has just read how long the packet is: the one place where a giant can be stopped early. */
interface LengthReader {
  _parseLength?: () => boolean
  packet: { length?: number }
  emit(name: 'error', error: Error): void
}

/** The client's parser, private to the library; undefined if a later version keeps it elsewhere (brokers.test.ts sends a megabyte and would notice). */
function parserOf(client: object): LengthReader | undefined {
  return '_parser' in client ? (client._parser as LengthReader) : undefined
}

/** The topic of a message that is kept: it goes no further. */
const taken = '$sihe/taken'

const refusedConnect = (message: string, returnCode: number): AuthenticateError => Object.assign(new Error(message), { returnCode })
const badSecret = 4
const serverAway = 3

/**
 * A whole MQTT 3.1.1 broker in this process. It acknowledges QoS 1 before it publishes, so the callback of `authorizePublish` is held until
 * the reading is durable. Speaks no MQTT 5 (CONNACK 1 tells such a client) and no shared subscriptions: a real broker by MQTT_URL does.
 * @throws Error of `listen`: EADDRINUSE, EACCES
 */
export async function startBroker(platform: Platform, ingest: Ingest, options: BrokerOptions): Promise<Broker> {
  const { log } = platform
  const doors = new Doors(ingest, platform)
  const sessions = new WeakMap<Client, Session>()
  const lines = new Map<string, Client>()
  const perDevice = new PerMinute(connectsPerMinute)
  const perAddress = new PerMinute(addressConnectsPerMinute)
  const addressOf = (client: Client): string => (client.conn as Socket).remoteAddress ?? ''

  function whoIs(username: string, password: string): Known | undefined {
    const { devices } = ingest
    // ThingsBoard's way: the secret is the user name. Ours: the device's key and its secret.
    const byToken = devices.findBySecret(username)
    if (byToken) return byToken
    const device = devices.findByKey(undefined, username)
    return device?.secretHash !== undefined && password !== '' && device.secretHash === hashSecret(password) ? device : undefined
  }

  /** A device registered a moment ago by another process is let in at once. */
  async function askAgain(name: string, secret: string, finish: (device: Known | undefined | 'away') => void): Promise<void> {
    const found = await ingest.devices.refreshFor(name).then(
      () => whoIs(name, secret),
      () => 'away' as const,
    )
    finish(found)
  }

  const broker = await Aedes.createBroker({
    // Unlimited: nothing waits behind a device that does not read what it asked for.
    mq: mqemitter({ concurrency: 0 }),
    concurrency: 0,
    connectTimeout: 10_000,
    drainTimeout: 10_000,
    maxTopicLevels: 10,
    queueLimit: 20,
    maxClientsIdLength: 128,
    preConnect: (client, packet, done) => {
      const within = perAddress.take(addressOf(client))
      // A will is a message nobody could refuse later.
      if (packet.will && readTopic(packet.will.topic) === undefined) delete packet.will
      done(null, within)
    },
    authenticate: (client, username, password, done) => {
      const [name, secret] = [username ?? '', password?.toString('utf8') ?? '']
      const town = '-'
      const finish = (device: Known | undefined | 'away'): void => {
        const now = platform.now().getTime()
        if (device === 'away') {
          done(refusedConnect('try again', serverAway), false)
          return
        }
        if (!device) {
          ingest.refusals.add(town, name === '' ? addressOf(client) : name.slice(0, 40), 'secret-wrong', client.id, now)
          done(refusedConnect('bad secret', badSecret), false)
          return
        }
        if (device.state !== 'normal') {
          ingest.refusals.add(device.town, device, 'device-stopped', client.id, now)
          done(refusedConnect('device is not in use', badSecret), false)
          return
        }
        if (!perDevice.take(device.id)) {
          ingest.refusals.add(device.town, device, 'connects-often', addressOf(client), now)
          done(refusedConnect('too many connections', serverAway), false)
          return
        }
        sessions.set(client, { device, bucket: new Bucket(options.rate, options.rate * 10) })
        done(null, true)
      }
      const known = whoIs(name, secret)
      if (known || name === '') finish(known)
      else void askAgain(name, secret, finish)
    },
    authorizePublish: (client, packet, done) => {
      const session = client && sessions.get(client)
      if (!client || !session) {
        done(new Error('no session'))
        return
      }
      const { device, bucket } = session
      const now = platform.now().getTime()
      if (!bucket.take()) {
        ingest.refusals.add(device.town, device, 'too-fast', packet.topic.slice(0, 80), now)
        // Unacknowledged and hung up: acknowledged would be a promise, held would be memory.
        done(new Error('too fast'))
        return
      }
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload)
      const judge = (judged: Awaited<ReturnType<typeof doors.judgeTopic>>): void => {
        if (judged.refused.length > 0) tell(client, device, judged.refused[0]!)
        // Judged and found wanting is final: sent again it would be no better, so it is acknowledged.
        if (judged.entries.length === 0) done(null)
        else ingest.put(judged.entries, (error) => done(error ?? null))
      }
      const judged = doors.judgeTopic({ device: current(device), delivers: device.kind === 'gateway' }, packet.topic, payload, packet.dup)
      // Kept by us and read by nobody through the broker: a device may not listen to another.
      packet.topic = taken
      packet.payload = ''
      packet.retain = false
      if (judged instanceof Promise) void later(judged, judge, done)
      else judge(judged)
    },
    authorizeSubscribe: (client, subscription, done) => {
      const session = sessions.get(client)
      const own = session && (subscription.topic === `sihe/${session.device.key}/down` || subscription.topic.startsWith('v1/devices/me/'))
      if (session && !own)
        ingest.refusals.add(session.device.town, session.device, 'topic-foreign', subscription.topic, platform.now().getTime())
      // Null refuses this one (SUBACK 128) and leaves the line open.
      done(null, own ? subscription : null)
    },
  })

  // Nobody may listen to a device, so the broker need not look for listeners, queues and keepers of each message: a third of its work.
  const publish = broker.publish
  broker.publish = (packet: PublishPacket, ...rest: unknown[]) => {
    const done = rest.at(-1)
    if (packet.topic !== taken) Reflect.apply(publish, broker, [packet, ...rest])
    else if (typeof done === 'function') setImmediate(() => void done())
  }

  async function later<T>(judged: Promise<T>, judge: (judged: T) => void, fail: (error: Error) => void): Promise<void> {
    try {
      judge(await judged)
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  /** The device as the ledger knows it now; the line may be older than the last change. */
  const current = (device: Known): Known => ingest.devices.findById(device.id) ?? device

  /** Says what was wrong on the device's own topic, for firmware that listens. */
  function tell(client: Client, device: Known, reason: string): void {
    const topic = `sihe/${device.key}/down`
    if (!(topic in (client as Client & { subscriptions: Record<string, unknown> }).subscriptions)) return
    client.publish(
      { cmd: 'publish', topic, payload: Buffer.from(JSON.stringify({ refused: reason })), qos: 0, dup: false, retain: false },
      () => undefined,
    )
  }

  broker.on('client', (client) => void lines.set(client.id, client))
  broker.on('clientDisconnect', (client) => void (lines.get(client.id) === client && lines.delete(client.id)))
  for (const name of ['clientError', 'connectionError'] as const)
    broker.on(name, (client: Client, error: Error) => {
      const session = sessions.get(client)
      if (session && error.message === 'message too large')
        ingest.refusals.add(session.device.town, session.device, 'too-large', `> ${messageMost / 1024} KB`, platform.now().getTime())
      log.debug({ err: error }, 'mqtt line')
    })

  const accept = (socket: Socket): void => {
    socket.setNoDelay(true)
    const client = broker.handle(socket)
    const parser = parserOf(client)
    if (parser) limitLength(parser)
  }
  const servers: Server[] = []
  const open = async (server: Server, port: number): Promise<number> => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: options.host, backlog: 4096 }, () => {
        server.off('error', reject)
        server.on('error', (error) => log.warn({ err: error }, 'mqtt server'))
        resolve()
      })
    })
    servers.push(server)
    const address = server.address()
    return address && typeof address === 'object' ? address.port : port
  }
  const stop = async (): Promise<void> => {
    clearInterval(sweep)
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    await new Promise<void>((resolve) => broker.close(() => resolve()))
    await Promise.all(closed)
  }
  /** A device taken out of use, or given a new secret, loses the line it still has. */
  const sweep = setInterval(() => {
    for (const client of lines.values()) {
      const session = sessions.get(client)
      const now = session && current(session.device)
      if (session && now && (now.state !== 'normal' || now.secretHash !== session.device.secretHash)) client.close()
    }
  }, 5000)
  sweep.unref()
  try {
    const port = await open(createServer(accept), options.port)
    const tlsPort =
      options.tlsCert && options.tlsKey
        ? await open(
            createTlsServer({ cert: readFileSync(options.tlsCert), key: readFileSync(options.tlsKey) }, accept),
            options.tlsPort ?? 8883,
          )
        : undefined
    return { port, tlsPort, connections: () => broker.connectedClients, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Ends the line as soon as a packet says it is larger than any reading can be. */
function limitLength(parser: LengthReader): void {
  const parse = parser._parseLength
  if (!parse) throw new Error('mqtt-packet has another parser: large messages would not be refused')
  parser._parseLength = function (this: LengthReader) {
    const read = parse.call(this)
    if (read && (this.packet.length ?? 0) > messageMost + topicMost) this.emit('error', new Error('message too large'))
    return read
  }
}
