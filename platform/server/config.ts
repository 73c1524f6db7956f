import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const services = ['http', 'worker', 'mqtt'] as const
export type Service = (typeof services)[number]

const Settings = z.object({
  PORT: z.coerce.number({ error: 'PORT 应为 0–65535 的端口号' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  TOWN: z.enum(['demo', 'empty'], { error: 'TOWN 应为 demo（演示镇）或 empty（空库）' }).default('demo'),
  SERVICES: z.string().default('http,worker,mqtt'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  /** Set behind TLS: cookies become Secure. */
  PUBLIC_URL: z.url({ error: 'PUBLIC_URL 应为完整网址' }).optional(),
  S3_URL: z.url({ error: 'S3_URL 应为完整网址，形如 https://主机/桶名' }).optional(),
  S3_KEY: z.string().optional(),
  S3_SECRET: z.string().optional(),
  NOTICE_DIR: z.string().optional(),
  MQTT_PORT: z.coerce.number({ error: 'MQTT_PORT 应为 0–65535 的端口号' }).int().min(0).max(65535).default(1883),
  /** Left out: terminals of JT/T 808 find no door. */
  JT808_PORT: z.coerce.number({ error: 'JT808_PORT 应为 0–65535 的端口号' }).int().min(0).max(65535).optional(),
  /** A broker of the town's own instead of the embedded one. */
  MQTT_URL: z.url({ protocol: /^mqtts?$/u, error: 'MQTT_URL 应形如 mqtt://用户:密码@主机:1883（加密用 mqtts://）' }).optional(),
  /** Each process that shares a broker needs its own. */
  MQTT_CLIENT_ID: z.string().max(60).optional(),
  MQTT_TLS_PORT: z.coerce.number({ error: 'MQTT_TLS_PORT 应为端口号' }).int().min(0).max(65535).default(8883),
  /** PEM files; with both the embedded broker listens with TLS too. */
  MQTT_TLS_CERT: z.string().optional(),
  MQTT_TLS_KEY: z.string().optional(),
  /** Messages a second one device may send on average. */
  MQTT_DEVICE_RATE: z.coerce.number({ error: 'MQTT_DEVICE_RATE 应为每秒条数' }).min(0.1).max(100_000).default(10),
})

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly town: 'demo' | 'empty'
  readonly services: ReadonlySet<Service>
  readonly logLevel: string
  readonly publicUrl: string | undefined
  readonly s3: { url: string; key: string; secret: string } | undefined
  readonly jt808Port?: number | undefined
  readonly mqtt: {
    readonly port: number
    readonly url: string | undefined
    readonly clientId: string | undefined
    readonly tlsPort: number
    readonly tlsCert: string | undefined
    readonly tlsKey: string | undefined
    readonly rate: number
  }
}

/**
 * Reads the settings from the environment and `--name=value` / `--name value` arguments (which win).
 * @throws Error with one Chinese line per wrong setting
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, argv: readonly string[] = process.argv.slice(2)): Config {
  const given: Record<string, string | undefined> = { ...env }
  for (let i = 0; i < argv.length; i++) {
    const match = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/.exec(argv[i]!)
    if (!match) continue
    const name = match[1]!.replaceAll('-', '_').toUpperCase()
    given[name] = match[2] ?? argv[++i]
  }
  // An empty variable means "not set": compose files and shells leave such.
  for (const key of Object.keys(given)) if (given[key] === '') delete given[key]
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((i) => `设置有误：${i.path.join('.')}：${i.message}`).join('\n'))
  }
  const s = parsed.data
  const chosen = s.SERVICES.split(',').map((name) => name.trim())
  const wrong = chosen.filter((name) => !(services as readonly string[]).includes(name))
  if (wrong.length) throw new Error(`设置有误：SERVICES：不认识 ${wrong.join('、')}，可选 ${services.join('、')}`)
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir: isAbsolute(s.DATA_DIR) ? s.DATA_DIR : resolve(s.DATA_DIR),
    databaseUrl: s.DATABASE_URL,
    town: s.TOWN,
    services: new Set(chosen as Service[]),
    logLevel: s.LOG_LEVEL,
    publicUrl: s.PUBLIC_URL,
    s3: s.S3_URL ? { url: s.S3_URL, key: s.S3_KEY ?? '', secret: s.S3_SECRET ?? '' } : undefined,
    jt808Port: s.JT808_PORT,
    mqtt: {
      port: s.MQTT_PORT,
      url: s.MQTT_URL,
      clientId: s.MQTT_CLIENT_ID,
      tlsPort: s.MQTT_TLS_PORT,
      tlsCert: s.MQTT_TLS_CERT,
      tlsKey: s.MQTT_TLS_KEY,
      rate: s.MQTT_DEVICE_RATE,
    },
  }
}
