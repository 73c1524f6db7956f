import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type BasicType, ParquetWriter, fileWriter, schemaFromColumnData } from 'hyparquet-writer'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Platform } from '#platform/server/module.ts'
import type { Partition } from './partition-list.ts'

const tableOf = ({ keep, day }: Partition): string => `sensing.reading_${keep}_${day.replaceAll('-', '')}`

/** The whole file or none: under its final name it is complete. */
async function whole(path: string, write: (part: string) => Promise<void>): Promise<string> {
  try {
    await write(`${path}.part`)
    await rename(`${path}.part`, path)
  } catch (error) {
    await rm(`${path}.part`, { force: true })
    throw error
  }
  return path
}

/** Through `tx.connection`, which takes the line out of its pipeline: a COPY on a pooled line fails. */
const writeCsv = (platform: Platform, partition: Partition, path: string): Promise<void> =>
  platform.db.transaction(async ({ connection }) => {
    if (!(connection instanceof pg.Client)) throw new Error('COPY needs a connection')
    const source = connection.query(
      copyTo(
        `copy (select town, device_id, at, seq, received_at, flags, "values" from ${tableOf(partition)} order by town, device_id, at) to stdout with (format csv, header)`,
      ),
    )
    await pipeline(source, createGzip(), createWriteStream(path))
  })

interface Row {
  readonly town: string
  readonly device_id: string
  readonly at: Date
  readonly seq: number
  readonly received_at: Date
  readonly flags: number
  readonly values: Record<string, number>
}

/** Rows held in memory at once, and so a row group of the file. */
const groupMost = 50_000

const columnsOf = (rows: readonly Row[]) => {
  const column = (name: string, type: BasicType, pick: (row: Row) => unknown) => ({ name, type, nullable: false, data: rows.map(pick) })
  return [
    column('town', 'STRING', (row) => row.town),
    column('device_id', 'STRING', (row) => row.device_id),
    column('at', 'TIMESTAMP', (row) => row.at),
    column('seq', 'INT64', (row) => BigInt(row.seq)),
    column('received_at', 'TIMESTAMP', (row) => row.received_at),
    column('flags', 'INT32', (row) => row.flags),
    column('values', 'JSON', (row) => row.values),
  ]
}

async function writeParquet(platform: Platform, partition: Partition, path: string): Promise<void> {
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: schemaFromColumnData({ columnData: columnsOf([]) }),
    createdBy: 'sihe',
  })
  let after: [string, string, Date, number] = ['', '00000000-0000-0000-0000-000000000000', new Date(0), 0]
  for (;;) {
    const rows = await platform.db.read.query<Row>(
      `select town, device_id, at, seq, received_at, flags, "values" from ${tableOf(partition)}
       where (town, device_id, at, seq) > ($1, $2::uuid, $3::timestamptz, $4::bigint) order by town, device_id, at, seq limit $5`,
      [...after, groupMost],
    )
    const last = rows.at(-1)
    if (last) await writer.write({ columnData: columnsOf(rows), rowGroupSize: groupMost })
    if (!last || rows.length < groupMost) break
    after = [last.town, last.device_id, last.at, last.seq]
  }
  await writer.finish()
}

/**
 * Writes a day's partition into the data folder as gzipped CSV, which anything opens, and as Parquet, which analysis reads without unpacking.
 * @returns the two paths
 */
export async function exportPartition(platform: Platform, partition: Partition): Promise<string[]> {
  const folder = join(platform.config.dataDir, 'sensing-archive')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `readings-${partition.keep}-${partition.day}`)
  return [
    await whole(`${path}.csv.gz`, (part) => writeCsv(platform, partition, part)),
    await whole(`${path}.parquet`, (part) => writeParquet(platform, partition, part)),
  ]
}
