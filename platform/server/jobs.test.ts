import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { runDue } from './job-runner.ts'
import { cancel, schedule } from './jobs.ts'
import type { JobKind, ServerModule } from './module.ts'
import { nextDaily, nextEvery, recurring } from './recurring.ts'
import { testPlatform } from './test/test-platform.ts'
import { startWorker } from './worker.ts'

const town = '320599101'
const kind = 'library.loan-remind'
let onRun: (key: string, tx: Parameters<JobKind['run']>[0], now: Date) => unknown = () => undefined

const remind: JobKind = {
  kind,
  run: async (tx, { key }, { now }) => {
    await tx.query('insert into library.letter (town, key, at) values ($1, $2, $3)', [town, key, now()])
    await onRun(key, tx, now())
  },
}
const library: ServerModule = { name: 'library', jobs: [remind] }
const { platform, modules, database, setNow, secondProcess } = await testPlatform([library])
const owner = new pg.Client(database.migratorUrl)
await owner.connect()
await owner.query(
  'create schema library; create table library.letter (place bigint generated always as identity, town text, key text, at timestamptz)',
)
await owner.end()

const at = (time: string) => new Date(`2026-11-22T${time}:00+08:00`)
const plan = (key: string, time: string, payload?: unknown) =>
  platform.db.transaction((tx) => schedule(tx, { town, kind, key, runAt: at(time), payload }))
const drop = (key: string) => platform.db.transaction((tx) => cancel(tx, { town, kind, key }))
const letters = async () =>
  (await platform.db.read.query<{ key: string }>('select key from library.letter order by place')).map((row) => row.key)
const open = async () =>
  (await platform.db.read.query<{ key: string }>('select key from platform.job where kind = $1 order by key', [kind])).map((row) => row.key)

beforeEach(async () => {
  onRun = () => undefined
  setNow(at('08:00'))
  await platform.db.read.query('delete from library.letter')
  await platform.db.read.query('delete from platform.job')
})

describe('jobs', () => {
  test('run when due, in order of their times, once', async () => {
    await plan('b', '10:00')
    await plan('a', '09:00')
    await plan('c', '11:00')
    expect(await runDue(platform, [remind], at('10:30'))).toBe(2)
    expect(await runDue(platform, [remind], at('10:30'))).toBe(0)
    expect(await letters()).toEqual(['a', 'b'])
    expect(await open()).toEqual(['c'])
  })

  test('are moved and cancelled with the caller’s transaction', async () => {
    await plan('moved', '09:00')
    await plan('moved', '12:00')
    await plan('dropped', '09:00')
    await drop('dropped')
    await expect(
      platform.db.transaction(async (tx) => {
        await schedule(tx, { town, kind, key: 'never', runAt: at('09:00') })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await runDue(platform, [remind], at('10:00'))).toBe(0)
    expect(await runDue(platform, [remind], at('12:00'))).toBe(1)
    expect(await letters()).toEqual(['moved'])
  })

  test('moved or cancelled by another transaction while it runs: the run is undone', async () => {
    onRun = (key) => (key === 'moved' ? plan('moved', '15:00') : drop('dropped'))
    await plan('moved', '09:00')
    await plan('dropped', '09:00')
    await runDue(platform, [remind], at('10:00'))
    expect(await letters()).toEqual([])
    expect(await open()).toEqual(['moved'])
    onRun = () => undefined
    await runDue(platform, [remind], at('15:00'))
    expect(await letters()).toEqual(['moved'])
  })

  test('may set their own next time, or cancel themselves', async () => {
    onRun = (key, tx, now) =>
      key === 'again' && now < at('12:00') ? schedule(tx, { town, kind, key, runAt: at('12:00') }) : cancel(tx, { town, kind, key })
    await plan('again', '09:00')
    await plan('once', '09:00')
    await runDue(platform, [remind], at('10:00'))
    expect(await letters()).toEqual(['again', 'once'])
    expect(await open()).toEqual(['again'])
    await runDue(platform, [remind], at('12:00'))
    expect(await letters()).toEqual(['again', 'once', 'again'])
    expect(await open()).toEqual([])
  })

  test('that fail leave nothing behind, are tried again later, and do not stop the others', async () => {
    let broken = true
    onRun = (key) => {
      if (key === 'bad' && broken) throw new Error('printer on fire')
    }
    await plan('bad', '09:00')
    await plan('good', '09:30')
    await expect(runDue(platform, [remind], at('10:00'))).rejects.toThrow('1 of 2')
    expect(await letters()).toEqual(['good'])
    const [row] = await platform.db.read.query('select attempts, last_error, run_at from platform.job where key = $1', ['bad'])
    expect(row).toEqual({ attempts: 1, last_error: 'printer on fire', run_at: at('09:00') })
    broken = false
    expect(await runDue(platform, [remind], at('10:00'))).toBe(0)
    expect(await runDue(platform, [remind], at('10:01'))).toBe(1)
    expect(await letters()).toEqual(['good', 'bad'])
  })

  test('two processes run each once; a job leased by a dead one is taken over', async () => {
    const second = secondProcess()
    const keys = Array.from({ length: 60 }, (_, i) => `k${String(i).padStart(2, '0')}`)
    await platform.db.transaction(async (tx) => {
      for (const key of keys) await schedule(tx, { town, kind, key, runAt: at('07:00') })
      // As a killed process leaves it: leased, the lease over.
      await tx.query(`update platform.job set leased_until = $1, attempts = 1 where key = 'k00'`, [at('07:59')])
      await tx.query(`update platform.job set leased_until = $1, attempts = 1 where key = 'k01'`, [at('08:01')])
    })
    const workers = await Promise.all([startWorker(platform, modules), startWorker(second, modules)])
    while ((await letters()).length < 59) await new Promise((next) => setTimeout(next, 20))
    await Promise.all(workers.map((worker) => worker.stop()))
    expect((await letters()).sort()).toEqual(keys.filter((key) => key !== 'k01'))
    expect(await open()).toEqual(['k01'])
  })

  test('a worker that stops hands back what it has not begun', async () => {
    let begun: () => void = () => undefined
    const hasBegun = new Promise<void>((go) => (begun = go))
    let finish: () => void = () => undefined
    const mayFinish = new Promise<void>((go) => (finish = go))
    onRun = async () => {
      begun()
      await mayFinish
    }
    await platform.db.transaction(async (tx) => {
      for (let i = 0; i < 12; i++) await schedule(tx, { town, kind, key: `k${i}`, runAt: at('07:00') })
    })
    const worker = await startWorker(platform, modules)
    await hasBegun
    const stopping = worker.stop()
    finish()
    await stopping
    const run = (await letters()).length
    expect(run).toBeLessThan(12)
    const rows = await platform.db.read.query('select 1 from platform.job where kind = $1 and leased_until is null and attempts = 0', [
      kind,
    ])
    expect(rows).toHaveLength(12 - run)
  })
})

describe('repeating jobs', () => {
  test('times are China’s', () => {
    expect(nextDaily('03:20', at('03:19'))).toEqual(at('03:20'))
    expect(nextDaily('03:20', at('03:20'))).toEqual(new Date('2026-11-23T03:20:00+08:00'))
    expect(nextDaily('23:00', at('00:30'))).toEqual(at('23:00'))
    expect(nextEvery(60, at('08:00'))).toEqual(at('09:00'))
    expect(nextEvery(1440, at('08:00'))).toEqual(new Date('2026-11-23T00:00:00+08:00'))
    expect(() => nextDaily('24:00', at('08:00'))).toThrow('24:00')
  })

  test('are seeded once, run, and set themselves again; missed times are not made up', async () => {
    const runs: Date[] = []
    const dust = recurring('library.shelves-dust', { daily: '09:00' }, async (_tx, _job, { now }) => void runs.push(now()))
    for (let i = 0; i < 2; i++) await (await startWorker(platform, [{ name: 'dusting', jobs: [dust] }])).stop()
    expect(await runDue(platform, [dust], at('08:59'))).toBe(0)
    expect(await runDue(platform, [dust], at('09:00'))).toBe(1)
    const later = new Date('2026-11-26T10:00:00+08:00')
    expect(await runDue(platform, [dust], later)).toBe(1)
    expect(runs).toEqual([at('09:00'), later])
    const [row] = await platform.db.read.query('select run_at from platform.job where kind = $1', [dust.kind])
    expect(row).toEqual({ run_at: new Date('2026-11-27T09:00:00+08:00') })
  })
})
