import { useMemo } from 'react'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listKinds } from '../device-endpoints.ts'
import type { Kind } from '../kind.ts'

const none: readonly Kind[] = []

/** The kinds of devices, read once: they change with a release. */
export function useKinds(): { readonly kinds: readonly Kind[]; readonly kindOf: (key: string) => Kind | undefined } {
  const found = useEndpoint(listKinds, {}, { staleTime: 600_000 })
  const kinds = found.data?.kinds ?? none
  return useMemo(() => ({ kinds, kindOf: (key: string) => kinds.find((kind) => kind.key === key) }), [kinds])
}
