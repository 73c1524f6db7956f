import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Copy } from '#platform/server/copy-rows.ts'
import type { FileStore } from '#platform/server/files/store.ts'
import type { TakenPhoto } from './album.ts'

/** Syncs wait for one another on one disk: measured 3.0 ms each alone, 0.8 with sixteen or more under way. */
const lanes = 24

/** Puts pictures into the file store. Rows may follow only once these are safe. */
export async function storePhotos(files: FileStore, photos: readonly TakenPhoto[]): Promise<void> {
  await mkdir(files.scratch, { recursive: true })
  const waiting = photos.values()
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const { sha256, bytes } of waiting) {
        const path = join(files.scratch, `${randomUUID()}.arriving`)
        await writeFile(path, bytes)
        await files.put(sha256, path)
      }
    }),
  )
}

/** The rows of stored pictures. */
export function photoCopy(town: string, photos: readonly Omit<TakenPhoto, 'bytes'>[]): Copy {
  return {
    target: 'platform.file (town, sha256, size, mime, name, width, height, taken_at, camera, uploaded_by, uploaded_at)',
    rows: photos.map(({ sha256, size, at }) => [
      town,
      sha256,
      size,
      'image/jpeg',
      '示例照片.jpg',
      400,
      300,
      new Date(at - 60_000),
      '示例',
      '演示镇',
      new Date(at),
    ]),
  }
}
