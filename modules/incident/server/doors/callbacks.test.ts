import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { machineActor } from '#core/org/server/index.ts'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { deliverAll, runDue } from '#platform/server/index.ts'
import { listIncidents } from '../../contract.ts'
import { listConnections, receiveOrder, saveConnection } from '../../door-endpoints.ts'
import { inOrder } from '../../callback-order.ts'
import { sendCallbacks } from './callbacks.ts'
import { incidentModules, smallTown } from '../testing/small-town.ts'

const town = await smallTown()
const door = town.request(machineActor(town.code, newId(), '12345 对接', ['incident.door.write']))

interface Got {
  number: string
  seq: number
  action: string
  closed: boolean
  reply?: string
}
/** The other side: it notes what it takes, and answers whatever the test says. */
const got: Got[] = []
let answer: (message: Got) => number = () => 200
let port = 0
let server: Server | undefined

async function plugIn(): Promise<void> {
  server = createServer((request, response) => {
    void json(request).then((body) => {
      const message = body as Got
      const status = answer(message)
      if (status < 300) got.push(message)
      response.writeHead(status).end('好')
    })
  })
  await new Promise<void>((ready) => server!.listen(port, '127.0.0.1', ready))
  const address = server.address()
  if (address && typeof address === 'object') port = address.port
}

async function pullCable(): Promise<void> {
  server?.closeAllConnections()
  await new Promise((closed) => server?.close(closed))
  server = undefined
}
afterAll(pullCable)

/** Lets the facts reach their handler and the sender run, some seconds later. */
async function pass(seconds = 0): Promise<void> {
  await deliverAll(town.platform, incidentModules)
  await runDue(town.platform, [sendCallbacks], new Date(town.platform.now().getTime() + seconds * 1000))
}

let next = 0
async function order(): Promise<{ number: string; id: string }> {
  const number = `HD${String(++next).padStart(5, '0')}`
  const { caseNumber } = await door.call(receiveOrder, { body: { system: 'h12345', number, content: '垃圾桶满了没人收' } })
  const { rows } = await town.as('dispatcher').call(listIncidents, { query: { state: 'all', q: caseNumber } })
  return { number, id: rows[0]!.id }
}
const note = (id: string, words: string) =>
  town.as('dispatcher').call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'note', input: { words } } })
const connection = async () => (await town.as('watch').call(listConnections, {})).connections.find((c) => c.system === 'h12345')!
const seqsOf = (number: string) => got.filter((g) => g.number === number).map((g) => g.seq)

beforeEach(async () => {
  if (!server) await plugIn()
  answer = () => 200
  await town.as('watch').call(saveConnection, {
    body: { system: 'h12345', name: '12345 热线', callbackUrl: `http://127.0.0.1:${port}/back`, states: { 重办: 'reopen' }, enabled: true },
  })
})

describe('the way back to an outside system', () => {
  test('each act is told once, in order, with the answer at the end', async () => {
    const { number, id } = await order()
    const act = (who: 'dispatcher' | 'handler' | 'verifier' | 'callback', action: string, input: object = {}) =>
      town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
    await act('dispatcher', 'dispatch', { unit: town.units.sanitation })
    await act('handler', 'sign')
    await pass()
    await act('handler', 'handle', { outcome: 'explained', measure: '已清空并消毒', contacted: '电话' })
    await act('verifier', 'verify', { passed: true, words: '已看' })
    await pass()
    const mine = got.filter((g) => g.number === number)
    expect(mine.map((g) => [g.seq, g.action])).toEqual([
      [1, 'open'],
      [2, 'dispatch'],
      [3, 'sign'],
      [4, 'handle'],
      [5, 'verify'],
    ])
    await pass(3600)
    expect(seqsOf(number)).toEqual([1, 2, 3, 4, 5])
    expect(mine.at(-1)).toMatchObject({ closed: true, reply: '已清空并消毒' })
    expect(await connection()).toMatchObject({ waiting: 0, lastSuccessAt: expect.any(String), disagreeing: 0 })

    // 重办: reopened over there, the same case is open here again and they hear of that too.
    const again = await door.call(receiveOrder, { body: { system: 'h12345', number, state: '重办', words: '市民反映仍未解决' } })
    expect(again).toMatchObject({ outcome: 'updated', step: 'dispatch' })
    await pass(7200)
    expect(got.filter((g) => g.number === number).at(-1)).toMatchObject({ action: 'reopen', closed: false })
  })

  test('with the cable pulled everything waits, and goes in order once it is back, nothing twice', async () => {
    const a = await order()
    const b = await order()
    await pass()
    await pullCable()
    for (const words of ['第一', '第二', '第三']) for (const { id } of [a, b]) await note(id, words)
    await pass(0)
    await pass(60)
    const broken = await connection()
    expect(broken.waiting).toBe(6)
    expect(broken.lastError).toContain('连不上对方')
    await plugIn()
    await pass(3600)
    expect(seqsOf(a.number)).toEqual([1, 2, 3, 4])
    expect(seqsOf(b.number)).toEqual([1, 2, 3, 4])
    const back = await connection()
    expect(back.waiting).toBe(0)
    expect(back.lastError).toBeUndefined()
  })

  test('a passing fault holds the rest back; a refusal for good is shown and lets them by', async () => {
    const a = await order()
    const b = await order()
    answer = () => 503
    await pass()
    expect((await connection()).lastError).toContain('对方答复 503')
    expect([...seqsOf(a.number), ...seqsOf(b.number)]).toEqual([])
    answer = ({ number }) => (number === a.number ? 422 : 200)
    await pass(3600)
    expect(seqsOf(a.number)).toEqual([])
    expect(seqsOf(b.number)).toEqual([1])
    const { rows } = await town.asAdmin(`select error from incident.callback where number = $1`, [a.number])
    expect(rows).toEqual([{ error: '对方拒收（422），不再重发' }])
  })

  test('no row is locked while the other side thinks: the connection can be changed and orders come in', async () => {
    const { number, id } = await order()
    let inside: Promise<unknown> | undefined
    answer = () => {
      inside ??= Promise.all([
        note(id, '同时发生'),
        town.as('watch').call(saveConnection, {
          body: { system: 'h12345', name: '改了名', callbackUrl: `http://127.0.0.1:${port}/back`, states: {}, enabled: true },
        }),
      ])
      return 200
    }
    const slow = answer
    // The reply waits until both are through: with a lock held it would never come.
    server!.removeAllListeners('request')
    server!.on('request', (request, response) => {
      void json(request).then(async (body) => {
        slow(body as Got)
        await inside
        got.push(body as Got)
        response.end()
      })
    })
    await pass()
    await pass(3600)
    expect(seqsOf(number)).toEqual([1, 2])
    expect((await connection()).name).toBe('改了名')
    await pullCable()
  })

  test('an address nobody listens at leaves a clear error and the queue', async () => {
    await town.as('watch').call(saveConnection, {
      body: { system: 'h12345', name: '12345 热线', callbackUrl: 'http://127.0.0.1:9/', states: {}, enabled: true },
    })
    await order()
    await pass()
    expect(await connection()).toMatchObject({ waiting: 1, lastError: expect.stringMatching(/（\d{4}-\d\d-\d\d \d\d:\d\d:\d\d）$/u) })
  })

  test('within one number the sequence decides, between numbers the queue', () => {
    const w = (id: string, number: string, seq: number) => ({ id, number, seq, payload: {} })
    const sent = inOrder([w('1', 'a', 3), w('2', 'b', 1), w('3', 'a', 2)])
    expect(sent.map((m) => `${m.number}${m.seq}`)).toEqual(['a2', 'b1', 'a3'])
  })
})
