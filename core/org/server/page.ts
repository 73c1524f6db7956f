import { failPlatform } from '#platform/contract/problem.ts'
import { readCursor } from '#platform/contract/page.ts'
import type { z } from 'zod'

/** A page of rows fetched with one more than asked: the extra one only says that there is a next page. */
export function page<R>(rows: readonly R[], limit: number, cursor: (last: R) => string): { rows: R[]; next?: string } {
  const shown = rows.slice(0, limit)
  return rows.length > limit ? { rows: shown, next: cursor(shown.at(-1)!) } : { rows: shown }
}

/** The place to go on from. @throws Fault platform.invalid for a cursor that is not of this list */
export function readAfter<T>(shape: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined
  const parsed = shape.safeParse(readCursor(cursor))
  if (parsed.success) return parsed.data
  throw failPlatform('platform.invalid', {
    detail: '翻页位置无效，请从第一页重新查看',
    fields: [{ path: 'after', message: '翻页位置无效' }],
  })
}
