import { call } from '#platform/client/call.ts'
import type { SearchHit } from '#platform/client/desk-module.ts'
import { officialCode, searchAreas, searchPlaces, tierWords } from '../contract.ts'

/** Grids and villages for the header's search; each opens on the map. */
export async function findAreaHits(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { areas } = await call(searchAreas, { query: { q: words, limit: 6 } }, { signal })
  return areas.map(({ code, name, tier, parentName }) => ({
    path: `/areas?code=${code}`,
    title: parentName === undefined || tier === 'village' || name.startsWith(parentName) ? name : `${parentName} ${name}`,
    remark: `${tierWords[tier]} · ${officialCode(tier, code)}`,
  }))
}

/** Places people name; each opens the map where it lies, with who answers for it. */
export async function findPlaceHits(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { places } = await call(searchPlaces, { query: { q: words, limit: 6 } }, { signal })
  return places.map(({ name, address, point }) => ({
    path: `/areas?point=${point.join(',')}`,
    title: name,
    ...(address === '' ? {} : { remark: address }),
  }))
}
