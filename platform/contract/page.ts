import { z } from 'zod'
import { failPlatform } from './problem.ts'

/** Every list is paged by keyset: `after` is the opaque cursor of the last row seen. */
export const PageQuery = z.object({
  after: z.string().max(400).optional(),
  limit: z.coerce.number({ error: '每页条数应为数字' }).int().min(1).max(200).default(50),
})
export type PageQuery = z.infer<typeof PageQuery>

/** A page of rows; `next` is absent on the last one. */
export function Page<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().optional() })
}

/** The keyset values as URL-safe text (UTF-8 kept). */
export function writeCursor(values: readonly (string | number | null)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(values))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Reads a cursor back; undefined when it is not one of ours. */
export function readCursor(cursor: string | undefined): (string | number | null)[] | undefined {
  if (!cursor) return undefined
  try {
    const text = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const values: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))))
    return Array.isArray(values) ? (values as (string | number | null)[]) : undefined
  } catch {
    return undefined
  }
}

/**
 * The place to go on from, of the shape this list writes: a cursor comes from outside and may hold anything.
 * @throws Fault platform.invalid for a cursor that is not of this list
 */
export function readAfter<T>(shape: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined
  const parsed = shape.safeParse(readCursor(cursor))
  if (parsed.success) return parsed.data
  throw failPlatform('platform.invalid', {
    detail: '翻页位置无效，请从第一页重新查看',
    fields: [{ path: 'after', message: '翻页位置无效' }],
  })
}
