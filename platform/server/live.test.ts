import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fact } from '../contract/fact.ts'
import { hearing, overhearing } from './hearing.ts'
import { serve } from './http/serve.ts'
import { platformModule } from './index.ts'
import type { ServerModule } from './module.ts'
import { publish } from './outbox.ts'
import { prune } from './retention.ts'
import { openLive } from './test/live-client.ts'
import { actorOf, testPlatform } from './test/test-platform.ts'

const booked = fact('library.card-issued', z.object({ n: z.int() }))
const library: ServerModule = {
  name: 'library',
  facts: [booked],
  // Members hear their own branch.
  contributes: [
    hearing.of((actor, audience) => audience.includes(`u:${actor.subject}`)),
    overhearing.of((actor) => actor.permissions.has('screen.watch')),
  ],
}
const { platform, secondProcess, listen } = await testPlatform([library])
const base = await listen()
const town = '320599101'

const say = (n: number, audience: string[] = ['*'], where = town) =>
  platform.db.transaction((tx) => publish(tx, where, booked, { n }, audience))
const numbers = (facts: readonly { payload: unknown }[]) => facts.map((f) => (f.payload as { n: number }).n)

/** A small seeded generator: a failure can be run again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    return state / 2 ** 32
  }
}

describe('the live stream', () => {
  test('needs a session', async () => {
    expect((await fetch(`${base}/live`)).status).toBe(401)
  })

  test('gives what the reader may hear, of the own town only', async () => {
    const east = await openLive(base, `${town}/east`)
    const west = await openLive(base, `${town}/west`)
    await Promise.all([east.until(() => east.events.includes('ready')), west.until(() => west.events.includes('ready'))])
    await say(1, ['u:east'])
    await say(2, ['u:west'])
    await say(3, [])
    await say(4, ['*'], '320599102')
    await say(5)
    await Promise.all([east.until(() => numbers(east.facts).includes(5)), west.until(() => numbers(west.facts).includes(5))])
    expect(numbers(east.facts)).toEqual([1, 5])
    expect(numbers(west.facts)).toEqual([2, 5])
    expect(east.facts[0]).toMatchObject({ name: 'library.card-issued', payload: { n: 1 } })
    await Promise.all([east.cut(), west.cut()])
  })

  test('a reader away from before its first fact resumes from where it joined', async () => {
    const first = await openLive(base, `${town}/late`)
    await first.until(() => first.events.includes('ready'))
    await first.cut()
    await say(10)
    await say(11)
    const second = await openLive(base, `${town}/late`, first.lastId)
    await second.until(() => numbers(second.facts).includes(11))
    expect(numbers(second.facts).slice(-2)).toEqual([10, 11])
    expect(second.events).not.toContain('reset')
    await second.cut()
  })

  // Several writers commit out of order; readers lose the line at random and come back, sometimes to another process.
  test.each([1, 2, 3])('every fact arrives exactly once and in one order for everyone (seed %i)', async (seed) => {
    const random = seeded(seed)
    const otherBase = await listen(secondProcess())
    const perWriter = 40
    const writers = 6
    const total = perWriter * writers
    const readers = [0, 1, 2].map(() => ({ got: [] as string[], numbers: [] as number[], resets: 0 }))
    let written = 0
    // A fact said just before a reader joined may still be on its way to everyone.
    const mine = ({ payload }: { payload: unknown }) => (payload as { n: number }).n >= seed * 100_000

    const write = async (writer: number) => {
      for (let i = 0; i < perWriter;) {
        const size = Math.min(perWriter - i, 1 + Math.floor(random() * 3))
        const abandon = random() < 0.15
        await platform.db
          .transaction(async (tx) => {
            for (let j = 0; j < size; j++) {
              await publish(tx, town, booked, { n: seed * 100_000 + writer * 1000 + i + j }, ['*'])
              // Holds the transaction open while others begin and commit.
              await tx.query('select pg_sleep($1)', [random() * 0.02])
            }
            if (abandon) throw new Error('changed my mind')
          })
          .catch((error: unknown) => {
            if (!abandon) throw error
          })
        if (!abandon) {
          i += size
          written += size
        }
      }
    }

    const read = async (reader: (typeof readers)[number], start: string) => {
      let lastId: string | undefined = start
      while (reader.numbers.length < total) {
        const client = await openLive(random() < 0.5 ? base : otherBase, `${town}/r`, lastId)
        const enough = reader.numbers.length + 1 + Math.floor(random() * 60)
        await client.until(() => reader.numbers.length + client.facts.filter(mine).length >= Math.min(enough, total))
        await client.cut()
        const ours = client.facts.filter(mine)
        reader.got.push(...ours.map((f) => f.id))
        reader.numbers.push(...numbers(ours))
        reader.resets += client.events.filter((e) => e === 'reset').length
        lastId = client.lastId
      }
    }

    const scout = await openLive(base, `${town}/r`)
    await scout.until(() => scout.events.includes('ready'))
    await scout.cut()
    await Promise.all([...Array.from({ length: writers }, (_, w) => write(w)), ...readers.map((r) => read(r, scout.lastId!))])

    expect(written).toBe(total)
    const expected = Array.from({ length: total }, (_, i) => seed * 100_000 + Math.floor(i / perWriter) * 1000 + (i % perWriter))
    for (const reader of readers) {
      expect(reader.resets).toBe(0)
      expect([...reader.numbers].sort((a, b) => a - b)).toEqual(expected)
      expect(reader.got).toEqual(readers[0]!.got)
    }
    const stored = await platform.db.read.query<{ id: string }>(
      `select xid || '.' || seq as id from platform.outbox where town = $1 and audience = '{*}' order by outbox.xid desc, seq desc limit $2`,
      [town, total],
    )
    expect(readers[0]!.got).toEqual(stored.map((row) => row.id).reverse())
  })

  test('a place that is gone, from the future or nonsense starts afresh and goes on', async () => {
    const before = await openLive(base, `${town}/old`)
    await before.until(() => before.events.includes('ready'))
    await say(20)
    await before.until(() => numbers(before.facts).includes(20))
    await before.cut()
    await say(21)
    await prune(platform, new Date(Date.now() + 8 * 86_400_000))
    let next = 22
    for (const place of [before.lastId!, '999999999999.1', 'DROP TABLE', '1.-1']) {
      const client = await openLive(base, `${town}/old`, place)
      await client.until(() => client.events.includes('ready'))
      expect(client.events).toEqual(['reset', 'ready'])
      await say(next)
      await client.until(() => numbers(client.facts).includes(next))
      await client.cut()
      next++
    }
  })

  test('a reader too far behind is told to read afresh', async () => {
    const before = await openLive(base, `${town}/old`)
    await before.until(() => before.events.includes('ready'))
    await before.cut()
    await platform.db.read.query(
      `insert into platform.outbox (town, name, payload, audience) select $1, 'library.card-issued', '{"n":0}', '{*}' from generate_series(1, 10001)`,
      [town],
    )
    // Transactions of other databases of this server hold the stream back: until they end, nothing of this has been missed yet.
    for (let settled = false; !settled;)
      settled = (
        await platform.db.read.query<{ ok: boolean }>(
          `select max(xid) < pg_snapshot_xmin(pg_current_snapshot()) as ok from platform.outbox where town = $1`,
          [town],
        )
      )[0]!.ok
    const client = await openLive(base, `${town}/old`, before.lastId)
    await client.until(() => client.events.includes('ready'))
    expect(client.events).toEqual(['reset', 'ready'])
    await client.cut()
  })
})

test('closing the server ends open streams, and does not wait for connections nobody used', async () => {
  const { app } = await serve(secondProcess(), [platformModule, { name: 'test', authenticate: async (request) => actorOf(request) }])
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const client = await openLive(`${address.origin}/api`, `${town}/east`)
  await client.until(() => client.events.includes('ready'))
  const unused = connect(Number(address.port), address.hostname)
  await once(app.server, 'connection')
  await app.close()
  await client.ended
  unused.destroy()
})

test('a reader that stops reading holds nobody up, and is told to read afresh when it reads again', async () => {
  const { app } = await serve(platform, [platformModule, { name: 'test', authenticate: async (request) => actorOf(request) }])
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  let line: ServerResponse | undefined
  app.server.on('request', (request, response) => {
    if (request.headers['x-test-actor'] === `${town}/sleeper`) line = response
  })
  const awake = await openLive(`${address.origin}/api`, `${town}/awake`)
  await awake.until(() => awake.events.includes('ready'))
  const sleeper = connect(Number(address.port), address.hostname)
  const heard: string[] = []
  const grown: (() => void)[] = []
  sleeper.on('data', (chunk) => {
    heard.push(String(chunk))
    for (const tell of grown.splice(0)) tell()
  })
  // Words may lie across two chunks.
  const until = async (words: string) => {
    while (!heard.slice(-3).join('').includes(words)) await new Promise<void>((tell) => grown.push(tell))
  }
  sleeper.write(`GET /api/live HTTP/1.1\r\nhost: x\r\nx-test-actor: ${town}/sleeper\r\n\r\n`)
  await until('event: ready')
  sleeper.pause()
  // Until the kernel's buffers between us are full and nothing more is laid into ours; the other reader hears every one meanwhile.
  const cover = 'x'.repeat(900_000)
  let n = 500
  for (let waiting = 0, before = -1; waiting === 0 || waiting !== before; n++) {
    before = waiting
    await platform.db.read.query(
      `insert into platform.outbox (town, name, payload, audience) values ($1, 'library.card-issued', $2, '{*}')`,
      [town, JSON.stringify({ n, cover })],
    )
    await awake.until(() => awake.facts.some(({ payload }) => (payload as { n: number }).n === n))
    waiting = line!.writableLength
  }
  expect(line!.writableLength).toBeLessThan(4_000_000)
  sleeper.resume()
  await until('event: reset')
  await say(n)
  await until(`"n":${n}`)
  sleeper.destroy()
  await Promise.all([awake.cut(), app.close()])
}, 60_000)

test('who may know only that something happened hears its name, once, and nothing of it', async () => {
  const wall = await openLive(base, `${town}/wall/screen.watch`)
  const west = await openLive(base, `${town}/west`)
  await Promise.all([wall.until(() => wall.events.includes('ready')), west.until(() => west.events.includes('ready'))])
  await say(600, ['u:east'])
  await say(601, [])
  await say(602)
  await Promise.all([wall.until(() => wall.facts.some((f) => f.payload !== null)), west.until(() => numbers(west.facts).includes(602))])
  expect(wall.facts.map(({ name, payload }) => ({ name, payload }))).toEqual([
    { name: 'library.card-issued', payload: null },
    { name: 'library.card-issued', payload: { n: 602 } },
  ])
  expect(west.facts).toHaveLength(1)
  await Promise.all([wall.cut(), west.cut()])
})
