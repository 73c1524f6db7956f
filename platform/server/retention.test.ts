import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { adoptRestored } from './restored.ts'
import { prune } from './retention.ts'
import { testPlatform } from './test/test-platform.ts'

const { platform } = await testPlatform()
const { read } = platform.db
const day = 86_400_000
const now = new Date('2026-11-22T03:20:00+08:00')
const ago = (days: number) => new Date(now.getTime() - days * day)

const say = (n: number, at: Date, town = 't1') =>
  read.query(`insert into platform.outbox (town, name, payload, at) values ($1, 'library.book-lent', $2, $3)`, [
    town,
    JSON.stringify({ n }),
    at,
  ])
const left = async (town = 't1') =>
  (await read.query<{ n: number }>(`select payload->'n' as n from platform.outbox where town = $1 order by outbox.xid, seq`, [town])).map(
    (row) => row.n,
  )
const setCursor = (handler: string, n: number) =>
  read.query(
    `insert into platform.delivery (town, handler, xid, seq) select town, $1, xid, seq from platform.outbox where payload->'n' = $2
     on conflict (town, handler) do update set xid = excluded.xid, seq = excluded.seq`,
    [handler, JSON.stringify(n)],
  )
/** What a handler would get next. */
const next = async (handler: string) =>
  (
    await read.query<{ n: number }>(
      `select o.payload->'n' as n from platform.outbox o join platform.delivery d on d.town = o.town and d.handler = $1
       where (o.xid, o.seq) > (d.xid, d.seq) order by o.xid, o.seq`,
      [handler],
    )
  ).map((row) => row.n)

beforeEach(async () => {
  await read.query('delete from platform.outbox')
  await read.query('delete from platform.delivery')
})

describe('retention', () => {
  test('keeps a week of the stream of each town', async () => {
    await say(1, ago(9))
    await say(2, ago(6))
    await say(3, ago(9), 't2')
    expect(await prune(platform, now)).toMatchObject({ outbox: 2 })
    expect([await left('t1'), await left('t2')]).toEqual([[2], []])
    expect(await prune(platform, now)).toMatchObject({ outbox: 0 })
  })

  test('keeps what a handler has not had, for a month at most', async () => {
    for (const [n, days] of [
      [1, 40],
      [2, 31],
      [3, 29],
      [4, 9],
      [5, 1],
    ] as const)
      await say(n, ago(days))
    await setCursor('library.slow', 1)
    await setCursor('library.quick', 5)
    await prune(platform, now)
    expect(await left()).toEqual([3, 4, 5])
    await setCursor('library.slow', 4)
    await prune(platform, now)
    expect(await left()).toEqual([5])
  })

  test('forgets the first answers of writes after a month', async () => {
    for (const days of [29, 31]) {
      await read.query(
        `insert into platform.replay (town, subject, action_id, body_hash, at) values ('t1', 's', gen_random_uuid(), $1, $2)`,
        [String(days), ago(days)],
      )
    }
    await prune(platform, now)
    expect(await read.query('select body_hash from platform.replay')).toEqual([{ body_hash: '29' }])
  })

  test('clears away broken uploads after a day', async () => {
    const { scratch } = platform.files
    await mkdir(scratch, { recursive: true })
    for (const [name, days] of [
      ['old.arriving', 2],
      ['new.arriving', 0.5],
    ] as const) {
      await writeFile(join(scratch, name), 'x')
      await utimes(join(scratch, name), ago(days), ago(days))
    }
    await prune(platform, now)
    expect(await readdir(scratch)).toEqual(['new.arriving'])
  })
})

describe('after a logical restore', () => {
  /** As the rows of a server that had counted much further. */
  const makeForeign = async () => {
    await read.query(`update platform.outbox set xid = (xid::text::numeric + 1000000000)::text::xid8`)
    await read.query(`update platform.delivery set xid = (xid::text::numeric + 1000000000)::text::xid8 where xid <> '0'`)
  }

  test('each handler goes on where it was, and new facts come after', async () => {
    for (const n of [1, 2, 3, 4]) await say(n, now)
    await setCursor('library.quick', 3)
    await setCursor('library.slow', 1)
    await read.query(`insert into platform.delivery (town, handler, xid, seq) values ('t1', 'library.new', '0', 0)`)
    await makeForeign()
    await say(5, now)
    expect(await adoptRestored(platform.db)).toBe(true)
    await say(6, now)
    expect(await next('library.quick')).toEqual([4, 5, 6])
    expect(await next('library.slow')).toEqual([2, 3, 4, 5, 6])
    expect(await next('library.new')).toEqual([1, 2, 3, 4, 5, 6])
    expect(await adoptRestored(platform.db)).toBe(false)
  })

  test('what every handler has had is dropped', async () => {
    for (const n of [1, 2]) await say(n, now)
    await setCursor('library.quick', 2)
    await makeForeign()
    await adoptRestored(platform.db)
    expect(await left()).toEqual([])
    await say(3, now)
    expect(await next('library.quick')).toEqual([3])
  })

  test('an ordinary start changes nothing', async () => {
    await say(1, now)
    await setCursor('library.quick', 1)
    expect(await adoptRestored(platform.db)).toBe(false)
    expect(await left()).toEqual([1])
  })
})
