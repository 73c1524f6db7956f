import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { failFile } from '../../contract/files.ts'

export interface Arrival {
  /** A file of ours in the scratch folder; whoever asked must put it in the store or remove it. */
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/**
 * Writes a stream to the scratch folder and hashes it on the way: no upload is ever whole in memory.
 * @param limit bytes
 * @throws Fault platform.file-too-large, platform.file-empty; nothing is left on disk then
 */
export async function arrive(scratch: string, stream: Readable, limit: number): Promise<Arrival> {
  await mkdir(scratch, { recursive: true })
  const path = join(scratch, `${randomUUID()}.arriving`)
  const hash = createHash('sha256')
  let size = 0
  try {
    await pipeline(
      stream,
      async function* hashing(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length
          if (size > limit) throw failFile('platform.file-too-large', { detail: `文件超过 ${Math.floor(limit / 1024 / 1024)} MB` })
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    if (size === 0) throw failFile('platform.file-empty')
    return { path, sha256: hash.digest('hex'), size }
  } catch (error) {
    await rm(path, { force: true })
    const { code } = error as NodeJS.ErrnoException
    // The client went away: nobody reads this answer, and it is no error of ours to log.
    if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') throw failFile('platform.file-changed', { detail: '上传中断' })
    throw error
  }
}
