import { demoPassword } from '#core/org/contract.ts'

export interface RosterEntry {
  readonly key: string
  readonly kind: string
}

const headers = { 'content-type': 'application/json', 'x-requested-with': 'simulate' }

async function answer(response: Response, what: string): Promise<unknown> {
  if (response.ok) return response.json()
  throw new Error(`${what}没有成功（${response.status}）：${(await response.text()).slice(0, 300)}`)
}

/**
 * The devices in use of a running demo town, by the same doors the desk uses.
 * @throws Error in Chinese when the platform cannot be reached or is no demo town
 */
export async function readRoster(url: string, count: number): Promise<RosterEntry[]> {
  const signed = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ login: 'sysadmin', password: demoPassword }),
  }).catch(() => {
    throw new Error(`连不上平台 ${url}，请先启动：npm start`)
  })
  await answer(signed, '以演示账号登录')
  const cookie = signed.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const roster: RosterEntry[] = []
  let after: string | undefined
  do {
    const query = new URLSearchParams({ state: 'normal', limit: '200', ...(after ? { after } : {}) })
    const page = (await answer(
      await fetch(`${url}/api/sensing/devices?${query.toString()}`, { headers: { ...headers, cookie } }),
      '读取设备台账',
    )) as {
      rows: RosterEntry[]
      next?: string
    }
    roster.push(...page.rows.map(({ key, kind }) => ({ key, kind })))
    after = page.next
  } while (after && roster.length < count)
  return roster.slice(0, count)
}
