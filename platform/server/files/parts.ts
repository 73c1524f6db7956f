import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ArrivingFile, failFile } from '../../contract/files.ts'
import type { Tx } from '../database.ts'
import { largest } from './kinds.ts'
import { saveUpload } from './save.ts'
import type { FileStore } from './store.ts'

export interface PartOf {
  readonly town: string
  readonly subject: string
  readonly sha256: string
}

export interface Part extends PartOf {
  /** Where in the file its first byte belongs. */
  readonly from: number
  /** Bytes of the whole file. */
  readonly size: number
  readonly name: string | undefined
  readonly stream: Readable
  readonly at: Date
}

/** An upload nobody went on with for a week is forgotten: the phone begins again at 0. */
const forgottenAfter = 7 * 86_400_000
const folderOf = (files: FileStore): string => join(files.scratch, 'parts')

/** Nobody's part can be guessed or continued by another: the name holds who sends it. */
function pathOf(files: FileStore, { town, subject, sha256 }: PartOf): string {
  return join(folderOf(files), createHash('sha256').update(`${town}\n${subject}\n${sha256}`).digest('hex'))
}

const diskFaults: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EMFILE'])

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0

/** Bytes of a file this person has sent so far. Parts lie in the process's own scratch folder: another process says 0 and gets it anew. */
export const arrivedBytes = (files: FileStore, of: PartOf): Promise<number> => sizeOf(pathOf(files, of))

// Two phones of one person may send the same photo: one part at a time each, or the bytes would mix.
const busy = new Map<string, Promise<unknown>>()

async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mine = (busy.get(key) ?? Promise.resolve()).catch(() => undefined).then(work)
  busy.set(key, mine)
  try {
    return await mine
  } finally {
    if (busy.get(key) === mine) busy.delete(key)
  }
}

async function sweep(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now)
    if (age > forgottenAfter) await rm(path, { force: true })
  }
}

/**
 * Takes one part. A part that does not begin where the last one ended is not written: the answer says where to go on. The
 * last part makes the file, checked against its hash; a file that does not fit is thrown away whole.
 * @throws Fault of `fileFaults`
 */
export async function takePart(tx: Tx, files: FileStore, part: Part): Promise<ArrivingFile> {
  const path = pathOf(files, part)
  if (part.size > largest()) throw failFile('platform.file-too-large')
  return alone(path, async () => {
    await mkdir(folderOf(files), { recursive: true })
    if (part.from === 0) await sweep(folderOf(files), part.at.getTime())
    const have = await sizeOf(path)
    if (have !== part.from) return { have }
    // A line that broke in the middle of a part: what came is kept, and nobody reads this answer. A full disk is another matter.
    await append(path, part).catch((error: NodeJS.ErrnoException) => {
      if (diskFaults.has(error.code ?? '')) throw error
    })
    const now = await sizeOf(path)
    if (now > part.size) {
      await rm(path, { force: true })
      throw failFile('platform.file-changed', { detail: '收到的字节数比文件还多' })
    }
    if (now < part.size) return { have: now }
    try {
      const { town, subject, name, at, sha256 } = part
      const file = await saveUpload(tx, files, { town, subject, name, at, stream: createReadStream(path), expected: sha256 })
      return { have: file.size, file }
    } finally {
      await rm(path, { force: true })
    }
  })
}

async function append(path: string, { stream, size, from }: Part): Promise<void> {
  let left = size - from
  await pipeline(
    stream,
    async function* counted(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        left -= chunk.length
        yield chunk
        if (left < 0) return
      }
    },
    createWriteStream(path, { flags: 'a', mode: 0o600 }),
  )
}
