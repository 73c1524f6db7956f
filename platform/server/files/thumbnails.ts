import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { keyOf } from './key.ts'
import { pixelLimit } from './picture.ts'
import type { FileStore } from './store.ts'

/** Two pictures at a time: a page of fifty photos may not take both cores from everyone else. */
const lanes = 2
let busy = 0
const queue: (() => void)[] = []

async function inLane<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= lanes) await new Promise<void>((go) => queue.push(go))
  else busy++
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else busy--
  }
}

async function shrink(files: FileStore, sha256: string, size: number): Promise<Buffer | undefined> {
  // No metadata is copied: time, place and camera stay with the original. A photo cut short shows what there is of it.
  const picture = sharp({ limitInputPixels: pixelLimit, failOn: 'none' })
    .autoOrient()
    .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 76 })
  const source = await files.open(sha256)
  try {
    const [bytes] = await Promise.all([picture.toBuffer(), pipeline(source, picture)])
    return bytes
  } catch {
    return undefined
  }
}

const making = new Map<string, Promise<Buffer | undefined>>()

/**
 * A picture made small, without its metadata: WebP, longest side `size` pixels, turned upright. Made on first request
 * and kept on the local disk; many asking at once wait for the same one.
 * @returns undefined when our decoder cannot read the picture (HEIC, damaged)
 */
export async function thumbnail(files: FileStore, sha256: string, size: number): Promise<Buffer | undefined> {
  const path = join(files.scratch, '..', 'thumbs', `${keyOf(sha256)}-${size}.webp`)
  const kept = await readFile(path).catch(() => undefined)
  // An empty file remembers that this one cannot be read.
  if (kept) return kept.length > 0 ? kept : undefined
  let pending = making.get(path)
  if (!pending) {
    pending = inLane(async () => {
      const bytes = await shrink(files, sha256, size)
      await mkdir(dirname(path), { recursive: true })
      const part = `${path}.${randomUUID()}`
      await writeFile(part, bytes ?? '')
      await rename(part, path)
      return bytes
    }).finally(() => making.delete(path))
    making.set(path, pending)
  }
  return pending
}
