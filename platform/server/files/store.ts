import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Config } from '../config.ts'
import { folderStore } from './folder-store.ts'
import { s3Store } from './s3-store.ts'

/** Bytes `from` to `to`, both included. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** Where the bytes are: named by their SHA-256, written once, never changed. Who may read them is not its business. */
export interface FileStore {
  /** A local folder for arriving files and thumbnails, on the disk of the folder store, so that a rename is enough. */
  readonly scratch: string
  /** Takes a finished local file over; it is gone afterwards. The same content twice is one object. */
  put(sha256: string, path: string): Promise<void>
  has(sha256: string): Promise<boolean>
  /** @throws Error when the object is not there */
  open(sha256: string, range?: ByteRange): Promise<Readable>
}

/** The store the settings ask for: S3 when `S3_URL` is set, else `DATA_DIR/files`. */
export function openFileStore(config: Pick<Config, 'dataDir' | 's3'>): FileStore {
  const root = join(config.dataDir, 'files')
  const scratch = join(root, 'scratch')
  return config.s3 ? s3Store(config.s3, scratch) : folderStore(root, scratch)
}
