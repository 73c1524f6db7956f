import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { TownMapGl as Bare } from '#platform/client/map/TownMapGl.tsx'
import type { TownMapProps } from '#platform/client/map/TownMapGl.tsx'
import { loadMapLibrary } from '#platform/client/map/map-library.ts'
import { call } from '#platform/client/call.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { readGround } from '../contract.ts'
import { readPlainGround } from './plain-ground.ts'

/** The town's map with its own ground (vector tiles of our server), for any page; see `TownMapProps`. */
export function TownMapGl(props: Omit<TownMapProps, 'ground' | 'plainGround'>) {
  // The same ground for as long as the page lives: a new object would make the map anew.
  const { data, isError, refetch } = useQuery({
    queryKey: keyOf(readGround, {}),
    queryFn: ({ signal }) => call(readGround, {}, { signal }),
    staleTime: Infinity,
  })
  // The library comes while the ground is asked for.
  useEffect(() => void loadMapLibrary().catch(() => undefined), [])
  if (isError)
    return (
      <div className={`town-map town-map-${props.theme ?? 'night'} town-map-wait`} role="alert">
        <p>底图没有读到。</p>
        <button type="button" onClick={() => void refetch()}>
          重试
        </button>
      </div>
    )
  if (!data) return <div className={`town-map town-map-${props.theme ?? 'night'}`} aria-busy="true" />
  return <Bare {...props} ground={data} plainGround={readPlainGround} />
}
