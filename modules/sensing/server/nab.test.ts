import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { score, stretches, toSlots } from '../hints/seasonal.ts'
import { readHints, readHistory } from '../contract.ts'
import type { Entry } from './broker/admit.ts'
import { stepFor, sumHours } from './history.ts'
import { insertBatch } from './readings.ts'
import { sensingTown } from './testing/sensing-town.ts'

const folder = new URL('../../../../shared/data/sensors/nab/', import.meta.url)
const there = existsSync(folder)
if (!there) console.warn('../shared/data/sensors/nab is absent: the NAB series are not loaded')
const town = await sensingTown()
const { ingest, platform } = town

const seriesOf = (name: string) =>
  gunzipSync(readFileSync(new URL(name, folder)))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [time, value] = line.split(',')
      return { at: Date.parse(`${time!.replace(' ', 'T')}+08:00`), value: Number(value) }
    })

describe.skipIf(!there)('the NAB series as devices', () => {
  test('33,270 readings, gaps as gaps, the repeated time once', async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.csv.gz'))
    let total = 0
    let kept = 0
    for (const [i, name] of names.entries()) {
      const { id } = await town.device({ key: `NAB-${i}`, kind: 'other', heartbeat: 300 })
      const device = ingest.devices.findById(id)!
      const points = seriesOf(name)
      total += points.length
      for (let from = 0; from < points.length; from += 2000) {
        const entries = points
          .slice(from, from + 2000)
          .map(({ at, value }): Entry => ({ device, at, seq: 0, receivedAt: Date.now(), flags: 1, keep: 'long', values: { value } }))
        const load = () => platform.db.transaction((tx) => insertBatch(tx, platform, town.code, entries))
        kept += (await load()).length
        // The same file again adds nothing.
        if (from === 0) expect(await load()).toEqual([])
      }
      if (name.includes('t4013')) {
        const history = await town
          .as('watch')
          .call(readHistory, { params: { id }, query: { field: 'value', from: points[0]!.at, to: points.at(-1)!.at + 1, points: 2000 } })
        expect(history.count).toBe(points.length - 1)
        expect(history.step).toBe(stepFor(points.at(-1)!.at + 1 - points[0]!.at, 2000))
        // The longest silence is 303,660 s: no bucket within it.
        const gaps = history.buckets.slice(1).map((bucket, j) => bucket.at - history.buckets[j]!.at)
        expect(Math.max(...gaps)).toBeGreaterThan(303_660_000 - 2 * history.step)
      }
    }
    expect(total).toBe(33_270)
    expect(kept).toBe(33_269)
  }, 60_000)

  test('hourly sums say the same as the readings', async () => {
    const device = ingest.devices.findByKey(undefined, 'NAB-0')!
    const [span] = await platform.db.read.query<{ a: Date; b: Date }>(
      `select min(at) as a, max(at) as b from sensing.reading where device_id = $1`,
      [device.id],
    )
    const ask = () =>
      town.as('watch').call(readHistory, {
        params: { id: device.id },
        query: { field: 'value', from: span!.a.getTime(), to: span!.b.getTime() + 1, points: 100 },
      })
    const raw = await ask()
    await platform.db.transaction((tx) => sumHours(tx, new Date(Date.now() + 3_600_000)))
    const summed = await ask()
    expect(summed.count).toBe(raw.count)
    expect(summed.buckets.map((bucket) => [bucket.at, bucket.min, bucket.max, bucket.n])).toEqual(
      raw.buckets.map((bucket) => [bucket.at, bucket.min, bucket.max, bucket.n]),
    )
    const hints = await town
      .as('watch')
      .call(readHints, { params: { id: device.id }, query: { field: 'value', from: span!.a.getTime(), to: span!.b.getTime() } })
    expect(hints.method).toContain('不会派单')
  })

  test('hints find labelled windows and are quiet where nothing is labelled', () => {
    const windows = JSON.parse(readFileSync(new URL('anomaly_windows.json', folder), 'utf8')) as Record<string, [string, string][]>
    const found = new Map<string, { windows: number; hit: number; hints: number; right: number }>()
    for (const [name, labelled] of Object.entries(windows)) {
      const spans = labelled.map(
        ([from, to]) => [from, to].map((time) => Date.parse(`${time.slice(0, 19).replace(' ', 'T')}+08:00`)) as [number, number],
      )
      const hints = stretches(score(toSlots(seriesOf(`${name.replace('/', '__')}.gz`))))
      const inside = (hint: { from: number; to: number }, [from, to]: [number, number]) => hint.from <= to && hint.to >= from
      found.set(name, {
        windows: spans.length,
        hit: spans.filter((span) => hints.some((hint) => inside(hint, span))).length,
        hints: hints.length,
        right: hints.filter((hint) => spans.some((span) => inside(hint, span))).length,
      })
    }
    const sum = (key: 'windows' | 'hit' | 'hints' | 'right') => [...found.values()].reduce((total, one) => total + one[key], 0)
    console.info('NAB', JSON.stringify(Object.fromEntries(found)), {
      recall: sum('hit') / sum('windows'),
      precision: sum('right') / sum('hints'),
    })
    for (const [name, { hints }] of found) if (name.includes('NoAnomaly')) expect([name, hints]).toEqual([name, 0])
    expect(sum('hit')).toBeGreaterThanOrEqual(4)
  })
})
