import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { Client, escapeIdentifier, type ClientBase } from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'
import { listFiles } from './backup.ts'
import { quoted, readForeignKeys, readMaterializedViews, readMigrations, readPartitions, readTables } from './backup-catalog.ts'
import { nameOf, type BackupHead, type BackupManifest, type Partition, type Table } from './backup-format.ts'
import { checkBackup, readPieces } from './backup-reader.ts'
import { failStorage } from './storage-faults.ts'

export interface RestoreOptions {
  /** Signs in as the owner of the tables to come (the migrator), in an empty database. */
  readonly url: string
  /** DATA_DIR; its `files` folder must be empty or missing. */
  readonly dataDir: string
  readonly file: string
  /** Applies exactly these migrations; throws if it does not know one of them, before changing anything. */
  readonly migrate: (names: readonly string[]) => Promise<void>
  /** Adjusts rows that mean something only in the cluster they came from, inside the same transaction. */
  readonly settle?: (client: ClientBase) => Promise<void>
}

/**
 * Loads a backup into an empty platform: checks the whole file first, brings the tables to the recorded
 * migrations, then copies every row in one transaction and counts. Refuses a target that has tables or files
 * (`platform.restore-not-empty`). Later migrations are applied by the next start.
 */
export async function restore(options: RestoreOptions): Promise<{ head: BackupHead; manifest: BackupManifest }> {
  const { url, dataDir, file, migrate } = options
  const { head, manifest } = await checkBackup(file)
  const client = new Client({ connectionString: url, application_name: 'sihe-restore' })
  await client.connect()
  const draft = join(dataDir, `.restore-${crypto.randomUUID()}`)
  try {
    await checkEmpty(client, dataDir)
    await migrate(head.migrations)
    await checkMigrated(client, head)
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await client.query('begin')
    await client.query(
      "set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'",
    )
    await load(client, head, manifest, options, draft)
    for (const folder of ['files', 'keys']) {
      if (!existsSync(join(draft, folder))) continue
      await rm(join(dataDir, folder), { recursive: true, force: true })
      await rename(join(draft, folder), join(dataDir, folder))
    }
    await client.query('commit')
    await client.query('analyze')
    return { head, manifest }
  } finally {
    await client.end()
    await rm(draft, { recursive: true, force: true })
  }
}

async function checkEmpty(client: Client, dataDir: string): Promise<void> {
  const tables = await readTables(client)
  const applied = await readMigrations(client)
  if (tables.length > 0 || applied.length > 0) {
    throw failStorage('platform.restore-not-empty', {
      detail: `数据库里已有 ${tables.length} 张表，如 ${tables.slice(0, 3).map(nameOf).join('、')}`,
    })
  }
  const files = await listFiles(join(dataDir, 'files'))
  if (files.length > 0)
    throw failStorage('platform.restore-not-empty', { detail: `${join(dataDir, 'files')} 里已有 ${files.length} 个文件` })
}

/** The tables must now be the ones the rows came from. */
async function checkMigrated(client: Client, head: BackupHead): Promise<void> {
  const found = new Map((await readTables(client)).map((table) => [nameOf(table), new Set(table.columns)]))
  const missing = head.tables.flatMap((table) => {
    const columns = found.get(nameOf(table))
    return columns ? table.columns.filter((column) => !columns.has(column)).map((column) => `${nameOf(table)}.${column}`) : [nameOf(table)]
  })
  if (missing.length > 0) throw failStorage('platform.backup-newer', { detail: `本程序没有 ${missing.slice(0, 5).join('、')}` })
}

async function load(client: Client, head: BackupHead, manifest: BackupManifest, options: RestoreOptions, draft: string): Promise<void> {
  await addPartitions(client, head.partitions)
  // Foreign keys and triggers would refuse or repeat what is already decided. Taking the keys away and
  // making them again needs no superuser, and checks every one of them at the end.
  const keys = await readForeignKeys(client)
  for (const key of keys) await client.query(`alter table ${quoted(key)} drop constraint ${escapeIdentifier(key.constraint)}`)
  const tables = await readTables(client)
  for (const table of tables) await client.query(`alter table ${quoted(table)} disable trigger user`)
  // Rows the migrations themselves put in are in the backup too, as the town left them.
  if (tables.length > 0) await client.query(`truncate ${tables.map(quoted).join(', ')}`)
  await copyPieces(client, head, manifest, options.file, draft)
  for (const sequence of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(sequence), sequence.value, sequence.called])
  }
  await options.settle?.(client)
  for (const table of tables) await client.query(`alter table ${quoted(table)} enable trigger user`)
  for (const key of keys)
    await client.query(`alter table ${quoted(key)} add constraint ${escapeIdentifier(key.constraint)} ${key.definition}`)
  for (const view of await readMaterializedViews(client)) await client.query(`refresh materialized view ${quoted(view)}`)
}

async function addPartitions(client: Client, wanted: readonly Partition[]): Promise<void> {
  const there = new Set((await readPartitions(client)).map(nameOf))
  for (const partition of wanted) {
    if (there.has(nameOf(partition))) continue
    const by = partition.by ? `partition by ${partition.by}` : ''
    await client.query(`create table ${quoted(partition)} partition of ${quoted(partition.parent)} ${partition.bound} ${by}`)
  }
}

/** Copies rows into their tables and files into the draft folder; every count must come out as stated. */
async function copyPieces(client: Client, head: BackupHead, manifest: BackupManifest, file: string, draft: string): Promise<void> {
  const tables = new Map(head.tables.map((table) => [nameOf(table), table]))
  let open: { name: string; stream: CopyStreamQuery } | undefined
  const close = async (): Promise<void> => {
    if (!open) return
    open.stream.end()
    await finished(open.stream)
    const stated = manifest.tables[open.name]?.rows
    if (open.stream.rowCount !== stated) {
      throw failStorage('platform.backup-damaged', { detail: `${open.name} 应有 ${stated} 行，写入了 ${open.stream.rowCount} 行` })
    }
    open = undefined
  }
  for await (const piece of readPieces(file)) {
    if ('file' in piece) {
      await close()
      await writeFileInto(draft, piece.file, piece.body)
      continue
    }
    if (open?.name !== piece.table) {
      await close()
      const stream = client.query(copyFrom(copyStatement(tables.get(piece.table)!)))
      stream.on('error', () => undefined) // comes again from the write or the end
      open = { name: piece.table, stream }
    }
    for await (const chunk of piece.body) await send(open.stream, chunk)
  }
  await close()
}

function copyStatement(table: Table): string {
  return `copy ${quoted(table)} (${table.columns.map(escapeIdentifier).join(', ')}) from stdin (encoding 'UTF8')`
}

/** One write with its error and its back pressure. */
function send(stream: CopyStreamQuery, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject)
    stream.write(chunk, (error) => {
      stream.off('error', reject)
      if (error) reject(error)
      else resolve()
    })
  })
}

async function writeFileInto(folder: string, name: string, body: AsyncIterable<Buffer>): Promise<void> {
  const safe = normalize(name)
  // A backup is a file anyone may hand us: it must not write outside its folder.
  if (isAbsolute(safe) || !/^(files|keys)[\\/]/.test(safe))
    throw failStorage('platform.backup-damaged', { detail: `不应有的文件名 ${name}` })
  const path = join(folder, safe)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(body, { objectMode: false }), createWriteStream(path, { mode: 0o600, flags: 'wx' }))
}
