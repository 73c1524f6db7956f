import { randomUUID } from 'node:crypto'
import { demoPassword } from '#core/org/contract.ts'
import { unitOfLogin } from './town.ts'
import { type Answer, Wire } from './wire.ts'

// One lifecycle: six requests, four of them durable transactions.
//   POST /incidents                 登记 create    (a grid patrol's report: text, place, class)
//   POST /cases/:id/acts  dispatch  派单 assign
//   POST /cases/:id/acts  sign      签收
//   POST /cases/:id/acts  handle    处置完成 resolve, with a photo before and one after
//   GET  /incidents?q=<number>      search by number
//   GET  /incidents?q=<two characters>&sort=opened   search by a two-character word, newest first
// Audit (the sealed append-only act log), clocks (accept, sign, safe, finish), alarms, outbox, notices, likeness keys and search grams are on.

export interface Cookies {
  readonly dispatcher: string
  readonly handler: string
}

const problems = [
  // Not 垃圾: the class of all of them is called 暴露垃圾, so that word finds every case.
  ['垃圾堆放多日没有人清运', '清运'],
  ['路灯整排都不亮了', '路灯'],
  ['井盖松动车子经过很响', '井盖'],
  ['河面漂着很多水草', '水草'],
  ['流动摊贩占住了人行道', '摊贩'],
  ['工地夜里还在打桩', '打桩'],
  ['树枝压到了电线', '电线'],
  ['健身器材螺丝松脱', '器材'],
] as const
const streets = ['听橹路', '桥南街', '塘北路', '安河路', '学前弄', '菱角浜路']

const sign = async (wire: Wire, login: string): Promise<string> => {
  const answer = await wire.call('POST', '/session', { login, password: demoPassword }, undefined)
  if (answer.status !== 200 || !answer.cookie) throw new Error(`sign-in of ${login}: ${JSON.stringify(answer.body)}`)
  return answer.cookie
}

/** Signs in once per role; the sixteen clients share the two sessions, as two browsers with many tabs would. */
export async function signIn(port: number): Promise<Cookies> {
  const wire = new Wire(port)
  const cookies = { dispatcher: await sign(wire, 'paidan'), handler: await sign(wire, 'chuzhi2') }
  wire.end()
  return cookies
}

function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) at = at && typeof at === 'object' ? Reflect.get(at, key) : undefined
  return at
}

function good(answer: Answer, what: string): unknown {
  if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

export interface Lived {
  /** Milliseconds of each request, in order. */
  readonly took: readonly number[]
  /** Searches that did not show what was just written. */
  readonly stale: number
}

/** Lives one lifecycle and looks whether both searches show it as it now is. */
export async function live(wire: Wire, cookies: Cookies, n: number): Promise<Lived> {
  const took: number[] = []
  const ask = async (what: string, method: string, path: string, body: object | undefined, cookie: string): Promise<unknown> => {
    const start = performance.now()
    const answer = await wire.call(method, path, body, cookie)
    took.push(performance.now() - start)
    return good(answer, what)
  }
  const [words, word] = problems[n % problems.length]!
  const street = streets[n % streets.length]!
  const place = [120.6215 + ((n * 37) % 1000) / 50_000, 31.0012 + ((n * 61) % 1000) / 50_000]
  const receipt = await ask(
    'create',
    'POST',
    '/incidents',
    {
      actionId: randomUUID(),
      description: `${street}${(n % 300) + 1}号门前${words}`,
      channel: 'grid',
      classCode: 'E0102',
      address: `${street}${(n % 300) + 1}号`,
      place,
      accuracy: 12,
    },
    cookies.dispatcher,
  )
  const id = String(field(receipt, 'id'))
  const number = String(field(receipt, 'number'))
  const act = (action: string, input: object, cookie: string) =>
    ask(action, 'POST', `/cases/${id}/acts`, { actionId: randomUUID(), action, input }, cookie)
  await act('dispatch', { unit: unitOfLogin('chuzhi2') }, cookies.dispatcher)
  await act('sign', {}, cookies.handler)
  const photo = () => ({ sha256: (randomUUID() + randomUUID()).replaceAll('-', ''), name: '照片.jpg', mime: 'image/jpeg' })
  await act(
    'handle',
    { outcome: 'solved', measure: '到场清理完毕，已冲洗路面', contacted: '现场告知居民', before: [photo()], after: [photo()] },
    cookies.handler,
  )
  const byNumber = await ask('search by number', 'GET', `/incidents?state=all&q=${number}&limit=20`, undefined, cookies.dispatcher)
  const byWord = await ask(
    'search by word',
    'GET',
    `/incidents?state=all&sort=opened&limit=20&q=${encodeURIComponent(word)}`,
    undefined,
    cookies.dispatcher,
  )
  const shows = (page: unknown): boolean => {
    const rows = field(page, 'rows')
    return Array.isArray(rows) && rows.some((row) => field(row, 'number') === number && field(row, 'step') === 'verification')
  }
  return { took, stale: (shows(byNumber) ? 0 : 1) + (shows(byWord) ? 0 : 1) }
}
