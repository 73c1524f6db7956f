/** What `npm run simulate` was asked. */
export interface SimulateOptions {
  readonly devices: number
  /** Of the platform, to learn its devices from. */
  readonly url: string
  /** Of the broker. */
  readonly host: string
  readonly port: number
  readonly storm: boolean
  /** Faults this many times as frequent as in life. */
  readonly trouble: number
}

export const howToSimulate = `用法：npm run simulate -- [--devices 7288] [--url http://localhost:3000] [--host 127.0.0.1] [--port 1883] [--trouble 1] [--storm]
  --devices  模拟多少台设备（演示镇共 7288 台）
  --storm    立即来一场两小时的暴雨：井下水位、低洼积水上涨
  --trouble  故障频率的倍数，10 为平时的十倍`

const whole = (name: string, text: string, low: number, high: number): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < low || value > high) throw new Error(`--${name} 应为 ${low} 至 ${high} 的整数`)
  return value
}

/**
 * Reads `--name value` and `--name=value`.
 * @throws Error with one Chinese line that names the argument
 */
export function readSimulateArguments(argv: readonly string[]): SimulateOptions {
  const given = new Map<string, string>()
  for (let i = 0; i < argv.length; i++) {
    const match = /^--([a-z]+)(?:=(.*))?$/.exec(argv[i]!)
    if (!match) throw new Error(`不认识的参数：${argv[i]}`)
    const name = match[1]!
    if (!['devices', 'url', 'host', 'port', 'trouble', 'storm'].includes(name)) throw new Error(`不认识的参数：--${name}`)
    given.set(name, name === 'storm' ? '' : (match[2] ?? argv[++i] ?? ''))
  }
  const url = given.get('url') ?? 'http://localhost:3000'
  if (!URL.canParse(url)) throw new Error('--url 应为完整网址，如 http://localhost:3000')
  return {
    devices: whole('devices', given.get('devices') ?? '7288', 1, 200_000),
    url: url.replace(/\/$/, ''),
    host: given.get('host') ?? new URL(url).hostname,
    port: whole('port', given.get('port') ?? '1883', 1, 65_535),
    storm: given.has('storm'),
    trouble: whole('trouble', given.get('trouble') ?? '1', 0, 100_000),
  }
}
