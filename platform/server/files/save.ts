import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type StoredFile, type UploadedFile, failFile } from '../../contract/files.ts'
import type { Tx } from '../database.ts'
import { arrive } from './arrival.ts'
import { type Family, findKind, largest } from './kinds.ts'
import { cleanName } from './names.ts'
import { type PictureFacts, readPicture } from './picture.ts'
import { findFile, insertFile } from './rows.ts'
import type { FileStore } from './store.ts'

export interface Upload {
  readonly town: string
  /** Who uploads, `Principal.subject`. */
  readonly subject: string
  readonly stream: Readable
  /** As the client named it; a label only. */
  readonly name: string | undefined
  readonly at: Date
  /** The families accepted here; all when absent. */
  readonly families?: readonly Family[]
  /** The hash the client computed; a difference is a damaged transfer. */
  readonly expected?: string | undefined
}

/**
 * Takes a file in: streamed to disk and hashed, its type found by content, its evidence kept, its bytes stored
 * unchanged under their hash, one row a town. The same content again is the same file: the first row stands.
 *
 * `tx` is used only once the bytes are safe, so pass `platform.db.read` where the stream is a network upload: a slow
 * phone must not hold a database connection. A row rolled back leaves an object without a row, which harms nothing.
 * @throws Fault of `fileFaults`; nothing is kept then
 */
export async function saveUpload(tx: Tx, files: FileStore, upload: Upload): Promise<UploadedFile> {
  const arrival = await arrive(files.scratch, upload.stream, largest(upload.families))
  try {
    if (upload.expected && upload.expected !== arrival.sha256) throw failFile('platform.file-changed')
    const name = cleanName(upload.name)
    const kind = await findKind(arrival.path, arrival.size, name, upload.families)
    const facts: PictureFacts = kind.family === 'image' ? await readPicture(arrival.path, kind) : {}
    const file: StoredFile = { sha256: arrival.sha256, size: arrival.size, mime: kind.mime, name, ...facts }
    await files.put(arrival.sha256, arrival.path)
    const inserted = await insertFile(tx, upload, file)
    if (inserted) return { ...file, known: false }
    const first = await findFile(tx, upload.town, arrival.sha256)
    return { ...(first ?? file), known: true }
  } finally {
    await rm(arrival.path, { force: true })
  }
}
