import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { listPartitions } from './partition-list.ts'
import { dropExpired, ensureDays } from './partitions.ts'
import { sensingTown } from './testing/sensing-town.ts'

const town = await sensingTown()
const { platform } = town

test('a day whose time is over leaves as CSV and Parquet with every reading, then its partition is gone; a younger day stays', async () => {
  const { id } = await town.device({ key: 'OLD', kind: 'lamp' })
  const [old, young] = ['2026-09-01', '2026-11-20'].map((day) => Date.parse(`${day}T12:00:00+08:00`)) as [number, number]
  await ensureDays(platform, [{ at: old }, { at: young }])
  await platform.db.read.query(
    `insert into sensing.reading (town, device_id, at, seq, keep, received_at, flags, "values")
     select $1, $2, t + i * interval '1 second', i, 'short', t, 0, jsonb_build_object('voltage', 220 + i % 5, 'note', 1)
     from unnest($3::timestamptz[]) t, generate_series(1, 300) i`,
    [town.code, id, [new Date(old), new Date(young)]],
  )
  const paths = await dropExpired(platform, new Date('2026-11-22T00:20:00+08:00'))
  expect(paths.map((path) => path.split('/').at(-1))).toEqual(['readings-short-2026-09-01.csv.gz', 'readings-short-2026-09-01.parquet'])
  const lines = gunzipSync(readFileSync(paths[0]!)).toString('utf8').trim().split('\n')
  expect(lines).toHaveLength(301)
  const bytes = readFileSync(paths[1]!)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const rows = await parquetReadObjects({ file })
  expect(rows).toHaveLength(300)
  expect(rows[6]).toMatchObject({
    town: town.code,
    device_id: id,
    seq: 7n,
    flags: 0,
    at: new Date(old + 7000),
    values: { voltage: 222, note: 1 },
  })
  const left = (await listPartitions(platform.db.read)).filter(({ keep }) => keep === 'short').map(({ day }) => day)
  expect(left).not.toContain('2026-09-01')
  expect(left).toContain('2026-11-20')
  const [row] = await platform.db.read.query<{ n: number }>(`select count(*) as n from sensing.reading where device_id = $1`, [id])
  expect(row!.n).toBe(300)
  // Nothing more to do, and no half file left behind.
  expect(await dropExpired(platform, new Date('2026-11-22T00:20:00+08:00'))).toEqual([])
})
