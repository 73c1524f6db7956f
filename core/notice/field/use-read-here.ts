import { useItems } from '#platform/client/outbox/use-outbox.ts'
import { readKind } from './notices-part.ts'

/** Notices read on this phone that the held inbox may not know of yet. */
export function useReadHere(): ReadonlySet<string> {
  const items = useItems(readKind.key)
  return new Set(
    items.flatMap((item) => {
      const body = readKind.body.safeParse(item.body)
      return body.success ? body.data.ids : []
    }),
  )
}
