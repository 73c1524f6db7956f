import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { may, searchSources } from '#platform/client/desk-module.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { readMapCard } from '../../contract.ts'
import { type FoundPlace, searchTarget } from './search-target.ts'
import type { ShownLayer } from './use-map-layers.ts'

interface MapSearchProps {
  readonly shown: readonly ShownLayer[]
  /** Keys of all layers whose things are cases, to find one that is not drawn. */
  readonly caseLayers: readonly string[]
  readonly gridLayer: boolean
  readonly onFound: (found: FoundPlace) => void
}

interface Choice {
  readonly value: string
  readonly title: string
  readonly remark: string
  readonly group: string
  readonly go: () => Promise<void>
}

const MOST_DRAWN = 8

/** 名称、编号、地址、网格: what is drawn and what the desk's own search knows; choosing flies there. */
export function MapSearch({ shown, caseLayers, gridLayer, onFound }: MapSearchProps) {
  const [text, setText] = useState('')
  const words = useDebounced(text.trim(), 200)
  const { permissions } = useViewer()
  const sources = useRegistry(searchSources)
  const allowed = useMemo(() => sources.filter((source) => may(permissions, source.needs)), [sources, permissions])
  const navigate = useNavigate()
  const { data: hits = [], isFetching } = useQuery({
    queryKey: ['map-search', words],
    enabled: words.length > 0,
    queryFn: async ({ signal }) => {
      const found = await Promise.allSettled(allowed.map(async (source) => ({ source, hits: await source.find(words, signal) })))
      return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    },
  })
  const drawn = useMemo(
    () =>
      words === ''
        ? []
        : shown
            .flatMap(({ entry, points }) =>
              points.filter(({ title, id }) => title.includes(words) || id === words).map((point) => ({ entry, point })),
            )
            .slice(0, MOST_DRAWN),
    [shown, words],
  )
  const open = async (path: string, title: string): Promise<void> => {
    const target = searchTarget(path)
    if (target?.kind === 'point') return onFound({ at: target.at, title })
    const layers = target?.kind === 'case' ? caseLayers : target?.kind === 'area' && gridLayer ? ['area.grids'] : []
    for (const layer of layers) {
      const card = await call(readMapCard, { params: { key: layer, id: target!.id } }, { background: true }).catch(() => undefined)
      if (card) return onFound({ at: card.at, title, layer, id: card.id, ...(target?.kind === 'area' ? { area: card.id } : {}) })
    }
    // What has no place opens as what it is.
    void navigate({ to: path })
  }
  const choices: Choice[] = [
    ...drawn.map(({ entry, point }) => ({
      value: `drawn/${entry.key}/${point.id}`,
      title: point.title,
      remark: entry.title,
      group: '图上',
      go: async () => onFound({ at: point.at, title: point.title, layer: entry.key, id: point.id }),
    })),
    ...hits.flatMap(({ source, hits: found }) =>
      found.slice(0, 6).map((hit, i) => ({
        value: `${source.key}/${i}/${hit.path}`,
        title: hit.title,
        remark: hit.remark ?? '',
        group: source.title,
        go: () => open(hit.path, hit.title),
      })),
    ),
  ]
  const groups = [...Map.groupBy(choices, ({ group }) => group)].map(([label, members]) => ({
    label,
    options: members.map(({ value, title, remark }) => ({
      value,
      label: (
        <span className="map-hit">
          {title} <small>{remark}</small>
        </span>
      ),
    })),
  }))
  return (
    <AutoComplete
      className="map-search"
      value={text}
      options={groups}
      onChange={(value: string) => !value.includes('/') && setText(value)}
      onSelect={(value: string) => {
        const choice = choices.find((each) => each.value === value)
        setText(choice?.title ?? '')
        // The list would open again for the title just written.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        void choice?.go()
      }}
      notFoundContent={words && !isFetching && words === text.trim() ? '没有找到，换个名称、编号或地址试试' : null}
      popupMatchSelectWidth={420}
    >
      <Input.Search allowClear placeholder="名称、编号、地址、网格" aria-label="在地图上查找" loading={isFetching} />
    </AutoComplete>
  )
}
