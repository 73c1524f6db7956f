import { failFile } from '../../contract/files.ts'
import type { ByteRange } from './store.ts'

/**
 * The one range a `Range` header asks for (RFC 9110 §14). Several ranges, other units and nonsense are ignored, as
 * the RFC allows: the whole file goes out.
 * @param size of the file, bytes
 * @throws Fault platform.file-range when it lies outside the file
 */
export function findRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (!match[1] && !match[2])) return undefined
  if (!match[1]) {
    const last = Number(match[2])
    if (last === 0) throw failFile('platform.file-range')
    return { from: Math.max(0, size - last), to: size - 1 }
  }
  const from = Number(match[1])
  const to = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1
  if (match[2] && Number(match[2]) < from) return undefined
  if (from >= size) throw failFile('platform.file-range', { detail: `文件共 ${size} 字节` })
  return { from, to }
}
