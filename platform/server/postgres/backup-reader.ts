import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { BackupHead, BackupManifest, headName, manifestName } from './backup-format.ts'
import { failStorage } from './storage-faults.ts'
import { readTar, type TarEntry } from './tar.ts'

/** One piece of a backup's content, in the order it was written. */
export type BackupPiece =
  | { readonly table: string; readonly body: AsyncIterable<Buffer> }
  | { readonly file: string; readonly body: AsyncIterable<Buffer> }

export interface CheckedBackup {
  readonly head: BackupHead
  readonly manifest: BackupManifest
}

/**
 * Reads a whole backup and compares every count and checksum; nothing is written. Throws
 * `platform.backup-damaged`, or `platform.backup-newer` for a format this program does not know.
 */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  let head: CheckedBackup['head'] | undefined
  let manifest: CheckedBackup['manifest'] | undefined
  let headSum = ''
  const sums = new Map<string, { hash: Hash; bytes: number }>()
  try {
    for await (const entry of entriesOf(file)) {
      if (entry.name === headName) {
        const text = await buffer(entry.body)
        headSum = createHash('sha256').update(text).digest('hex')
        head = readHead(JSON.parse(text.toString()))
      } else if (entry.name === manifestName) manifest = BackupManifest.parse(JSON.parse((await buffer(entry.body)).toString()))
      else {
        const key = tableOf(entry.name) ?? entry.name
        const sum = sums.get(key) ?? { hash: createHash('sha256'), bytes: 0 }
        sums.set(key, sum)
        for await (const chunk of entry.body) {
          sum.hash.update(chunk)
          sum.bytes += chunk.length
        }
      }
    }
  } catch (error) {
    throw error instanceof Error && error.name === 'Fault'
      ? error
      : failStorage('platform.backup-damaged', { detail: `${file}：${error instanceof Error ? error.message : String(error)}` })
  }
  if (!head || !manifest) throw failStorage('platform.backup-damaged', { detail: `${file}：缺少${head ? '结尾的清单' : '开头的说明'}` })
  const wrong = headSum === manifest.head ? differences(manifest, sums) : [headName]
  if (wrong.length > 0) throw failStorage('platform.backup-damaged', { detail: `${file}：校验不符 ${wrong.slice(0, 5).join('、')}` })
  return { head, manifest }
}

/** The rows and files of a backup, in their order. */
export async function* readPieces(file: string): AsyncGenerator<BackupPiece> {
  for await (const { name, body } of entriesOf(file)) {
    const table = tableOf(name)
    if (table !== undefined) yield { table, body }
    else if (name !== headName && name !== manifestName) yield { file: name, body }
  }
}

function entriesOf(file: string): AsyncGenerator<TarEntry> {
  const packed = createReadStream(file)
  const plain = createGunzip()
  packed.on('error', (error) => plain.destroy(error))
  return readTar(packed.pipe(plain))
}

function readHead(value: unknown): CheckedBackup['head'] {
  const parsed = BackupHead.safeParse(value)
  if (parsed.success) return parsed.data
  if (typeof value === 'object' && value !== null && 'product' in value && value.product === 'sihe')
    throw failStorage('platform.backup-newer')
  throw parsed.error
}

function tableOf(name: string): string | undefined {
  return /^tables\/(.+)\/\d+\.copy$/.exec(name)?.[1]
}

/** What is in one of the two and not, or not the same, in the other. */
function differences(manifest: BackupManifest, sums: ReadonlyMap<string, { hash: Hash; bytes: number }>): string[] {
  const stated = new Map(Object.entries({ ...manifest.tables, ...manifest.files }))
  const found = new Map([...sums].map(([name, { hash, bytes }]) => [name, { bytes, sha256: hash.digest('hex') }]))
  const names = new Set([...stated.keys(), ...found.keys()])
  const nothing = { bytes: 0, sha256: createHash('sha256').digest('hex') }
  return [...names].filter((name) => {
    const one = stated.get(name)
    const other = found.get(name) ?? nothing // a table without rows has no entry
    return !one || one.bytes !== other.bytes || one.sha256 !== other.sha256
  })
}
