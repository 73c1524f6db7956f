import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fact } from '../contract/fact.ts'
import { deliver, maxFailures } from './delivery.ts'
import { deliverAll } from './handlers.ts'
import { type ServerModule, onFact } from './module.ts'
import { publish } from './outbox.ts'
import { testPlatform } from './test/test-platform.ts'
import { startWorker } from './worker.ts'

const lent = fact('library.book-lent', z.object({ n: z.int() }))
const other = fact('library.book-dusted', z.object({ n: z.int() }))
const town = '320599101'

/** What the handler below does with a fact; each test sets its own. */
let onLent: (n: number) => unknown = () => undefined
let committed: number[] = []

const ledger = onFact(lent, 'library.ledger', async (tx, { n }, meta) => {
  await tx.query('insert into library.entry (town, n) values ($1, $2)', [meta.town, n])
  tx.afterCommit(() => committed.push(n))
  await onLent(n)
})
const echo = onFact(other, 'library.echo', (tx, { n }, meta) => publish(tx, meta.town, lent, { n }))
const library: ServerModule = { name: 'library', facts: [lent, other], handlers: [ledger, echo] }
const { platform, modules, database, setNow, secondProcess } = await testPlatform([library])

const owner = new pg.Client(database.migratorUrl)
await owner.connect()
await owner.query('create schema library; create table library.entry (place bigint generated always as identity, town text, n int)')
await owner.end()

const lend = (...facts: number[]) =>
  platform.db.transaction(async (tx) => {
    for (const n of facts) await publish(tx, town, lent, { n })
  })
const entries = async () => (await platform.db.read.query<{ n: number }>('select n from library.entry order by place')).map((row) => row.n)
const deadLetters = () =>
  platform.db.read.query<{ handler: string; payload: unknown; error: string }>('select handler, payload, error from platform.dead_letter')
const cursor = async () =>
  (
    await platform.db.read.query<{ failures: number; retry_at: Date | null }>(
      `select failures, retry_at from platform.delivery where handler = 'library.ledger'`,
    )
  )[0]

beforeEach(async () => {
  onLent = () => undefined
  committed = []
  setNow(undefined)
  await deliverAll(platform, modules)
  committed = []
  await platform.db.read.query('delete from library.entry')
  await platform.db.read.query('delete from platform.dead_letter')
})

describe('fact handlers', () => {
  test('get each fact once, in order, also what other handlers publish', async () => {
    await lend(1, 2)
    await platform.db.transaction((tx) => publish(tx, town, other, { n: 3 }))
    await deliverAll(platform, modules)
    await deliverAll(platform, modules)
    expect(await entries()).toEqual([1, 2, 3])
    expect(committed).toEqual([1, 2, 3])
  })

  test('a failure undoes that fact only and stops the rest until its time has come', async () => {
    let broken = true
    onLent = (n) => {
      if (n === 2 && broken) throw new Error('the shelf is full')
    }
    await lend(1, 2, 3)
    const now = new Date('2026-11-22T09:00:00+08:00')
    setNow(now)
    await deliverAll(platform, modules)
    expect(await entries()).toEqual([1])
    expect(committed).toEqual([1])
    expect(await cursor()).toEqual({ failures: 1, retry_at: new Date(now.getTime() + 1000) })

    broken = false
    expect(await deliver(platform, ledger, town)).toMatchObject({ state: 'failed' })
    expect(await entries()).toEqual([1])
    setNow(new Date(now.getTime() + 1001))
    await deliverAll(platform, modules)
    expect(await entries()).toEqual([1, 2, 3])
    expect(await cursor()).toEqual({ failures: 0, retry_at: null })
  })

  test('a fact that keeps failing is set aside and the rest goes on', async () => {
    onLent = (n) => {
      if (n === 5) throw new Error('no such book')
    }
    await lend(4, 5, 6)
    for (let i = 0; i < maxFailures; i++) {
      setNow(new Date(Date.now() + i * 300_000))
      await deliverAll(platform, modules)
    }
    expect(await entries()).toEqual([4, 6])
    expect(await deadLetters()).toEqual([{ handler: 'library.ledger', payload: { n: 5 }, error: 'no such book' }])
  })

  test('a deadlock or a lost connection is not the fact’s fault', async () => {
    let times = maxFailures + 3
    onLent = () => {
      if (times-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
    }
    await lend(7)
    for (let i = 0; times > -1 && i < 40; i++) {
      setNow(new Date(Date.now() + i * 300_000))
      await deliverAll(platform, modules)
    }
    expect(await entries()).toEqual([7])
    expect(await deadLetters()).toEqual([])
  })

  test('a fact whose content does not fit its declaration is set aside at once', async () => {
    await platform.db.read.query(`insert into platform.outbox (town, name, payload) values ($1, 'library.book-lent', '{"n":"eleven"}')`, [
      town,
    ])
    await lend(12)
    await deliverAll(platform, modules)
    expect(await entries()).toEqual([12])
    expect(await deadLetters()).toMatchObject([{ payload: { n: 'eleven' } }])
  })

  test('two processes and failing handlers: every fact of every town takes effect exactly once, in order', async () => {
    const second = secondProcess()
    const towns = ['320599101', '320599102']
    const failed = new Set<string>()
    let calls = 0
    onLent = (n) => {
      // Every seventh call fails, once for each fact.
      if (++calls % 7 === 0 && !failed.has(`${n}`)) {
        failed.add(`${n}`)
        throw Object.assign(new Error('again, please'), { code: '40001' })
      }
    }
    const write = async (where: string, from: number) => {
      for (let n = from; n < from + 60; n++) {
        await platform.db.transaction(async (tx) => {
          await publish(tx, where, lent, { n })
          await tx.query('select pg_sleep($1)', [((n * 7) % 5) / 500])
        })
      }
    }
    // The clock runs fast, so that pauses after failures are short.
    const started = Date.now()
    const hurry = setInterval(() => setNow(new Date(started + (Date.now() - started) * 100)), 5)
    const workers = await Promise.all([startWorker(platform, modules), startWorker(second, modules)])
    await Promise.all([write(towns[0]!, 1000), write(towns[0]!, 2000), write(towns[1]!, 3000)])
    while ((await entries()).length < 180) await new Promise((next) => setTimeout(next, 20))
    await Promise.all(workers.map((worker) => worker.stop()))
    clearInterval(hurry)
    for (const where of towns) {
      const got = await platform.db.read.query(`select n from library.entry where town = $1 order by place`, [where])
      const said = await platform.db.read.query(
        `select payload->'n' as n from platform.outbox where town = $1 and name = 'library.book-lent' and payload->'n' >= '1000' order by outbox.xid, seq`,
        [where],
      )
      expect(got).toEqual(said)
    }
    expect(await deadLetters()).toEqual([])
  })

  test('stopping waits for the fact in hand', async () => {
    let begun: () => void = () => undefined
    const hasBegun = new Promise<void>((go) => (begun = go))
    let finish: () => void = () => undefined
    const mayFinish = new Promise<void>((go) => (finish = go))
    onLent = async () => {
      begun()
      await mayFinish
    }
    const worker = await startWorker(platform, modules)
    await lend(50)
    await hasBegun
    const stopping = worker.stop()
    finish()
    await stopping
    expect(await entries()).toEqual([50])
  })

  test('two handlers of one name are refused', async () => {
    await expect(startWorker(platform, [library, { name: 'annex', handlers: [ledger] }])).rejects.toThrow('library.ledger')
  })
})
