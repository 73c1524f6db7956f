import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client, escapeIdentifier } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { quoted, readMigrations, readPartitions, readSequences, readTables } from './backup-catalog.ts'
import { headName, manifestName, nameOf, type BackupHead, type BackupManifest, type Table } from './backup-format.ts'
import { codeOf } from './storage-faults.ts'
import { tarEnd, tarHeader, tarPadding } from './tar.ts'

export interface BackupOptions {
  /** Signs in as the owner of the tables (the migrator). The platform may go on running. */
  readonly url: string
  /** DATA_DIR: its `files` folder goes into the backup. */
  readonly dataDir: string
  /** Where to write; must not exist. */
  readonly file: string
  /** Put the encryption keys in as well. Default no: they are kept apart from the data (rules.md §8.6). */
  readonly withKeys?: boolean
}

/** Arriving files and thumbnails (files/store.ts): the first are not yet anyone's, the second are made again. */
const scratch = 'files/scratch/'

/** Rows are cut into parts of this size, since tar wants the length before the bytes. */
const partSize = 4 * 1024 * 1024

/**
 * Writes one tar.gz with every row of every schema as of one moment, the applied migrations and the files.
 * A logical copy: it can be restored on any PostgreSQL ≥ 15, which is also the way to a newer major version.
 * The file appears under its name only when complete.
 */
export async function backup(options: BackupOptions): Promise<{ head: BackupHead; manifest: BackupManifest }> {
  const { url, file } = options
  if (existsSync(file)) throw new Error(`备份文件已存在：${file}；请换一个文件名`)
  const client = new Client({ connectionString: url, application_name: 'sihe-backup' })
  await client.connect()
  const draft = `${file}.part`
  await mkdir(dirname(file), { recursive: true })
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(
      "set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'",
    )
    const head = await readHead(client)
    // Hold every table, so that none is dropped or rebuilt between now and its turn.
    if (head.tables.length > 0) await client.query(`lock table ${head.tables.map(quoted).join(', ')} in access share mode`)
    const manifest: BackupManifest = { head: '', tables: {}, files: {}, sequences: [], keys: {} }
    await pipeline(
      Readable.from(archive(client, head, manifest, options), { objectMode: false }),
      createGzip({ level: 4 }),
      createWriteStream(draft, { mode: 0o600 }),
    )
    const handle = await open(draft, 'r+')
    await handle.sync()
    await handle.close()
    await rename(draft, file)
    return { head, manifest }
  } finally {
    await client.end()
    await rm(draft, { force: true })
  }
}

async function readHead(client: Client): Promise<BackupHead> {
  const { rows } = await client.query<{ postgres: string }>("select current_setting('server_version') as postgres")
  return {
    format: 1,
    product: 'sihe',
    madeAt: new Date().toISOString(),
    postgres: rows[0]!.postgres,
    migrations: await readMigrations(client),
    tables: await readTables(client),
    partitions: await readPartitions(client),
  }
}

/** The archive's bytes in order; fills `manifest` on the way. */
async function* archive(client: Client, head: BackupHead, manifest: BackupManifest, options: BackupOptions): AsyncGenerator<Buffer> {
  const madeAt = new Date(head.madeAt)
  const entry = (name: string, body: Buffer): Buffer => Buffer.concat([tarHeader(name, body.length, madeAt), body, tarPadding(body.length)])
  const headText = Buffer.from(JSON.stringify(head, null, 2))
  manifest.head = createHash('sha256').update(headText).digest('hex')
  yield entry(headName, headText)
  for (const table of head.tables) {
    const hash = createHash('sha256')
    const stream = client.query(copyTo(copyStatement(table)))
    let bytes = 0
    let number = 0
    for await (const part of inParts(stream)) {
      hash.update(part)
      bytes += part.length
      yield entry(`tables/${nameOf(table)}/${String(++number).padStart(6, '0')}.copy`, part)
    }
    manifest.tables[nameOf(table)] = { rows: stream.rowCount, bytes, sha256: hash.digest('hex') }
  }
  manifest.sequences = await readSequences(client)
  await client.query('commit') // files are named by their content and never change: they may come after the snapshot
  for (const folder of options.withKeys ? ['files', 'keys'] : ['files']) yield* filesOf(options.dataDir, folder, manifest)
  manifest.keys = await fingerprints(options.dataDir)
  yield entry(manifestName, Buffer.from(JSON.stringify(manifest, null, 2)))
  yield tarEnd
}

function copyStatement(table: Table): string {
  const columns = table.columns.map(escapeIdentifier).join(', ')
  // COPY reads a partitioned table only through a query.
  const source = table.partitioned ? `(select ${columns} from ${quoted(table)})` : `${quoted(table)} (${columns})`
  return `copy ${source} to stdout (encoding 'UTF8')`
}

async function* inParts(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    held.push(chunk)
    size += chunk.length
    if (size < partSize) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

async function* filesOf(dataDir: string, folder: string, manifest: BackupManifest): AsyncGenerator<Buffer> {
  for (const path of await listFiles(join(dataDir, folder))) {
    const name = relative(dataDir, path).split(sep).join('/')
    if (name.startsWith(scratch)) continue
    const handle = await open(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined // a half-written upload that was just finished or dropped
      throw error
    })
    if (!handle) continue
    try {
      const { size, mtime } = await handle.stat()
      yield tarHeader(name, size, mtime)
      const hash = createHash('sha256')
      let sent = 0
      if (size > 0) {
        for await (const chunk of handle.createReadStream({ end: size - 1, autoClose: false })) {
          const bytes: Buffer = chunk
          hash.update(bytes)
          sent += bytes.length
          yield bytes
        }
      }
      if (sent !== size) throw new Error(`备份期间文件被改动：${name}`)
      yield tarPadding(size)
      manifest.files[name] = { bytes: size, sha256: hash.digest('hex') }
    } finally {
      await handle.close()
    }
  }
}

/** Regular files below a folder in the order of their names; none where the folder does not exist. */
export async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .toSorted()
}

/** SHA-256 of every key file: random bytes, so the sum tells nothing about them. */
export async function fingerprints(dataDir: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const path of await listFiles(join(dataDir, 'keys'))) {
    found[relative(dataDir, path).split(sep).join('/')] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return found
}
