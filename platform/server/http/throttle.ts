import { failPlatform } from '../../contract/problem.ts'

/**
 * A fixed window of one minute per address, in this process: enough against a stuck script; a town behind many
 * processes puts its gateway's limit in front.
 */
export function makeThrottle(perMinute: number, now: () => number = Date.now): (address: string) => void {
  let window = 0
  let counts = new Map<string, number>()
  return (address) => {
    const minute = Math.floor(now() / 60_000)
    if (minute !== window) {
      window = minute
      counts = new Map()
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count > perMinute) throw failPlatform('platform.too-many', { way: `每分钟最多 ${perMinute} 次，请一分钟后再试` })
  }
}
