import type { StoredFile } from '../../contract/files.ts'
import type { Tx } from '../database.ts'

interface FileRow {
  sha256: string
  size: number
  mime: string
  name: string
  width: number | null
  height: number | null
  taken_at: Date | null
  taken_place: [number, number] | null
  camera: string | null
}

function toFile(row: FileRow): StoredFile {
  return {
    sha256: row.sha256,
    size: row.size,
    mime: row.mime,
    name: row.name,
    ...(row.width && row.height && { width: row.width, height: row.height }),
    ...(row.taken_at && { takenAt: row.taken_at.toISOString() }),
    ...(row.taken_place && { takenPlace: row.taken_place }),
    ...(row.camera && { camera: row.camera }),
  }
}

/** Adds a file's row; false when the town has it already. Waits for another upload of the same content in progress. */
export async function insertFile(tx: Tx, by: { town: string; subject: string; at: Date }, file: StoredFile): Promise<boolean> {
  const rows = await tx.query(
    `insert into platform.file (town, sha256, size, mime, name, width, height, taken_at, taken_place, camera, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, point($9::float8, $10::float8), $11, $12, $13)
     on conflict (town, sha256) do nothing returning 1 as ok`,
    [
      by.town,
      file.sha256,
      file.size,
      file.mime,
      file.name,
      file.width,
      file.height,
      file.takenAt,
      file.takenPlace?.[0],
      file.takenPlace?.[1],
      file.camera,
      by.subject,
      by.at,
    ],
  )
  return rows.length > 0
}

/** Files of one town by their hashes, in no order. */
export async function findFiles(tx: Tx, town: string, hashes: readonly string[]): Promise<StoredFile[]> {
  if (hashes.length === 0) return []
  const rows = await tx.query<FileRow>(
    `select sha256, size, mime, name, width, height, taken_at, taken_place, camera from platform.file where town = $1 and sha256 = any($2)`,
    [town, hashes],
  )
  return rows.map(toFile)
}

/** One file of one town. */
export async function findFile(tx: Tx, town: string, sha256: string): Promise<StoredFile | undefined> {
  return (await findFiles(tx, town, [sha256]))[0]
}
