import { useCallback, useMemo } from 'react'
import { useUrl } from '#platform/client/use-url.ts'

/** What the address of the map holds: a link to it is the map as it is seen. */
export interface MapAddress {
  /** Keys of layers switched on; undefined: those shown at first. */
  readonly on: readonly string[] | undefined
  /** `layer:kind` of kinds switched off. */
  readonly off: ReadonlySet<string>
  /** A past moment, ISO; undefined: now. */
  readonly at: string | undefined
  /** The thing whose card is open. */
  readonly pick: { readonly layer: string; readonly id: string } | undefined
  /** A place that was clicked or searched. */
  readonly point: readonly [number, number] | undefined
}

const words = (text: string | undefined): string[] | undefined => (text === undefined ? undefined : text.split(',').filter(Boolean))

export function useMapUrl() {
  const { get, set } = useUrl()
  const [on, off, at, pick, point] = [get('on'), get('off'), get('at'), get('pick'), get('point')]
  const address = useMemo<MapAddress>(() => {
    const slash = pick?.indexOf('/') ?? -1
    const [lng, lat] = (point ?? '').split(',').map(Number)
    return {
      on: on === '-' ? [] : words(on),
      off: new Set(words(off)),
      at,
      pick: pick && slash > 0 ? { layer: pick.slice(0, slash), id: pick.slice(slash + 1) } : undefined,
      point: point && Number.isFinite(lng) && Number.isFinite(lat) ? [lng!, lat!] : undefined,
    }
  }, [on, off, at, pick, point])
  const change = useCallback(
    (to: Partial<MapAddress>) => {
      const next: Record<string, string | undefined> = {}
      if ('on' in to) next['on'] = to.on?.length === 0 ? '-' : to.on?.join(',')
      if ('off' in to) next['off'] = [...(to.off ?? [])].join(',') || undefined
      if ('at' in to) next['at'] = to.at
      if ('pick' in to) next['pick'] = to.pick && `${to.pick.layer}/${to.pick.id}`
      if ('point' in to) next['point'] = to.point?.map((degrees) => degrees.toFixed(6)).join(',')
      set(next)
    },
    [set],
  )
  return { address, change }
}
