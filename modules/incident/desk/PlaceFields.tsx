import { AutoComplete } from 'antd'
import { Suspense, useState } from 'react'
import { searchPlaces } from '#core/area/contract.ts'
import { TownMap } from '#core/case/desk/index.tsx'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { ReportDraftState } from './use-report-draft.ts'

/** The place in words or on the map: typing finds the town's own names, a click on the map says which grid it is. */
export function PlaceFields({ report: { draft, set, hints, faults } }: { readonly report: ReportDraftState }) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 250)
  const found = useEndpoint(searchPlaces, { query: { q, limit: 8 } }, { enabled: q.length > 0, keep: true })
  const places = q === '' ? [] : (found.data?.places ?? [])
  const fault = faults['address'] ?? faults['place']
  return (
    <div className={fault === undefined ? 'field' : 'field field-invalid'}>
      <label htmlFor="report-address">地点</label>
      <AutoComplete
        id="report-address"
        style={{ width: '100%' }}
        placeholder="地址或当地叫法，如“老丝厂后面”；也可在图上点"
        value={draft.address ?? ''}
        options={places.map((place) => ({ value: place.id, label: `${place.name}　${place.address}` }))}
        showSearch={{ filterOption: false, onSearch: setWords }}
        onChange={(address: string) => set({ address })}
        onSelect={(id: string) => {
          const place = places.find((one) => one.id === id)
          if (place) set({ address: place.address || place.name, place: place.point })
        }}
      />
      {fault !== undefined && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="report-map">
        <Suspense fallback={<LoadingSkeleton rows={4} />}>
          <TownMap label="在地图上点选事发位置" height={200} point={draft.place} onPick={([lng, lat]) => set({ place: [lng, lat] })} />
        </Suspense>
      </div>
      {hints && draft.place && (
        <p className={hints.inTown ? 'field-known' : 'field-fault'}>
          {hints.inTown ? `位于 ${hints.areas.map((area) => area.name).join(' › ')}` : '这个位置不在本镇范围内，请核对'}
        </p>
      )}
    </div>
  )
}
