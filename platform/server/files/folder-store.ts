import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyOf } from './key.ts'
import type { FileStore } from './store.ts'

/** A rename is durable only after its folder is synced. Windows cannot open a folder; its file system journals it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const sizeOf = async (path: string) => (await stat(path).catch(() => undefined))?.size

/** Objects as read-only files below `root`: `ab/cd/<sha256>`. */
export function folderStore(root: string, scratch: string): FileStore {
  const pathOf = (sha256: string) => join(root, keyOf(sha256))
  return {
    scratch,
    async put(sha256, path) {
      const target = pathOf(sha256)
      // A size that differs is a file cut short by a full disk or a crash before its sync: the new one repairs it.
      if ((await sizeOf(target)) === (await stat(path)).size) return rm(path, { force: true })
      const folder = dirname(target)
      await mkdir(folder, { recursive: true })
      const handle = await open(path, 'r+')
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
      await chmod(path, 0o444)
      await rename(path, target)
      await syncFolder(folder)
      await syncFolder(dirname(folder))
      return undefined
    },
    has: async (sha256) => (await sizeOf(pathOf(sha256))) !== undefined,
    async open(sha256, range) {
      const path = pathOf(sha256)
      await stat(path)
      return createReadStream(path, range ? { start: range.from, end: range.to } : {})
    },
  }
}
