import mqtt, { type MqttClient } from 'mqtt'

export interface DeviceLine {
  readonly client: MqttClient
  /** Resolves when the broker has acknowledged. */
  publish(topic: string, payload: string | Buffer | object): Promise<void>
  end(): Promise<void>
}

/** A device as any MQTT client library makes one. @throws Error when the broker refuses */
export async function connectDevice(port: number, username: string, password?: string, version: 4 | 5 = 4): Promise<DeviceLine> {
  const client = mqtt.connect({
    host: '127.0.0.1',
    port,
    username,
    ...(password === undefined ? {} : { password }),
    protocolVersion: version,
    reconnectPeriod: 0,
    connectTimeout: 5000,
  })
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve())
    client.once('error', reject)
    client.once('close', () => reject(new Error('closed')))
  })
  client.on('error', () => undefined)
  client.setMaxListeners(0)
  return {
    client,
    publish: (topic, payload) => {
      const closed = new Promise<never>((_, reject) => client.once('close', () => reject(new Error('closed'))))
      const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload)
      return Promise.race([client.publishAsync(topic, bytes, { qos: 1 }).then(() => undefined), closed])
    },
    end: async () => void (await client.endAsync(true).catch(() => undefined)),
  }
}
