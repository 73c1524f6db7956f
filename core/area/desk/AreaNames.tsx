import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listAreaNames } from '../contract.ts'

/** Areas by name: one or two written out, more counted with the first; a code that is no area of today is said to be none. */
export function AreaNames({ codes }: { readonly codes: readonly string[] }) {
  const found = useEndpoint(listAreaNames, {}, { staleTime: 60_000 })
  if (!found.data) return codes.length > 2 ? `${codes.length} 个辖区` : codes.join('、')
  const names = codes.map((code) => found.data.areas.find((area) => area.code === code)?.name ?? `${code}（已停用）`)
  return <span title={names.join('、')}>{names.length > 2 ? `${names[0]}等 ${names.length} 个辖区` : names.join('、')}</span>
}
