import pg from 'pg'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fact } from '../contract/fact.ts'
import { publish } from './outbox.ts'
import { type OutboxRow, relayOf } from './relay.ts'
import { testPlatform } from './test/test-platform.ts'

const lent = fact('library.book-lent', z.object({ n: z.int() }))
const { platform, database, secondProcess } = await testPlatform()
const say = (n: number) => platform.db.transaction((tx) => publish(tx, 't1', lent, { n }))

function listenTo(relay: { subscribe(hear: (rows: readonly OutboxRow[]) => void): () => void }) {
  const got: number[] = []
  const waiting: [number, () => void][] = []
  relay.subscribe((rows) => {
    got.push(...rows.map((row) => (row.payload as { n: number }).n))
    for (const [n, go] of waiting) if (got.includes(n)) go()
  })
  return { got, has: (n: number) => (got.includes(n) ? Promise.resolve() : new Promise<void>((go) => waiting.push([n, go]))) }
}

test('a committed fact waits for an older transaction still running, and comes after that one’s facts', async () => {
  const heard = listenTo(await relayOf(platform))
  const client = await platform.db.pool.connect()
  await client.query('begin')
  await client.query(`insert into platform.outbox (town, name, payload) values ('t1', 'library.book-lent', '{"n":1}')`)
  await say(2)
  await client.query('commit')
  client.release()
  await heard.has(2)
  expect(heard.got).toEqual([1, 2])
})

test('goes on after the database closed all its connections, in every process', async () => {
  const here = listenTo(await relayOf(platform))
  const there = listenTo(await relayOf(secondProcess()))
  await say(10)
  await Promise.all([here.has(10), there.has(10)])
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()', [
    database.name,
  ])
  await admin.end()
  // The pool may still hold several connections it has not yet seen die. One may even die between its commit and the answer: then the
  // fact was said, and saying it again would be the test's own repeat (a request has its actionId for that).
  const isSaid = async () => (await platform.db.read.query(`select 1 as ok from platform.outbox where payload->>'n' = '11'`)).length > 0
  for (let tries = 0; ; tries++) {
    const lost = await say(11)
      .catch(async (error: unknown) => {
        if (!(await isSaid())) throw error
      })
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    if (lost === undefined) break
    if (tries > 24) throw lost
  }
  await Promise.all([here.has(11), there.has(11)])
  expect(here.got).toEqual([10, 11])
  expect(there.got).toEqual([10, 11])
})
