import { Button, Checkbox, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { layerGroups } from '#core/area/contract.ts'
import { countText } from '#platform/client/amount.ts'
import type { MapTheme } from '#platform/client/map/tones.ts'
import type { ExtraBorder } from '#platform/client/map/TownMapGl.tsx'
import { whenText } from '#platform/client/time.ts'
import type { MapLayerEntry } from '../../contract.ts'
import { BaseChoice } from './BaseChoice.tsx'
import { ToneMark } from './ToneMark.tsx'
import { glyphOf } from './glyph-of.ts'
import type { MapAddress } from './map-url.ts'
import type { ShownLayer } from './use-map-layers.ts'

interface LayerPanelProps {
  readonly entries: readonly MapLayerEntry[]
  readonly shown: readonly ShownLayer[]
  readonly address: MapAddress
  readonly theme: MapTheme
  readonly borders: readonly ExtraBorder[]
  readonly pending: boolean
  readonly base: 'town' | 'raster'
  readonly onBase: (base: 'town' | 'raster') => void
  readonly onLayer: (key: string, on: boolean) => void
  readonly onKind: (layer: string, kind: string, on: boolean) => void
  readonly onBorders: (borders: readonly ExtraBorder[]) => void
}

const borderWords: Readonly<Record<ExtraBorder, string>> = { grid: '基础网格界', micro: '微网格界', overlay: '专业、警务网格界' }

/** Layers by group; the legend is the filter, each with its count, where it comes from and of when it is. */
export function LayerPanel(props: LayerPanelProps) {
  const { entries, shown, address, theme, borders, pending, base, onBase, onLayer, onKind, onBorders } = props
  const [open, setOpen] = useState(true)
  const groups = Object.entries(layerGroups).flatMap(([group, title]) => {
    const members = entries.filter((entry) => entry.group === group)
    return members.length ? [{ group, title, members }] : []
  })
  if (!open)
    return (
      <Button className="map-panel map-layers-closed" onClick={() => setOpen(true)}>
        图层
      </Button>
    )
  return (
    <section className="map-panel map-layers" aria-label="图层">
      <header>
        <h2>图层</h2>
        <Button type="text" size="small" onClick={() => setOpen(false)} aria-label="收起图层">
          收起
        </Button>
      </header>
      {pending && <Skeleton active paragraph={{ rows: 4 }} />}
      {!pending && entries.length === 0 && <p className="map-quiet">您的岗位没有可看的图层，请联系系统管理员。</p>}
      {groups.map(({ group, title, members }) => (
        <section key={group} className="map-group">
          <h3>{title}</h3>
          {members.map((entry) => (
            <LayerRow
              key={entry.key}
              entry={entry}
              seen={shown.find((layer) => layer.entry.key === entry.key)}
              address={address}
              theme={theme}
              onLayer={onLayer}
              onKind={onKind}
            />
          ))}
        </section>
      ))}
      <section className="map-group">
        <h3>边界</h3>
        <Checkbox.Group
          className="map-borders"
          value={[...borders]}
          options={Object.entries(borderWords).map(([value, label]) => ({ value, label }))}
          onChange={(value) => onBorders(value as ExtraBorder[])}
        />
      </section>
      <BaseChoice base={base} onBase={onBase} />
    </section>
  )
}

interface LayerRowProps extends Pick<LayerPanelProps, 'address' | 'theme' | 'onLayer' | 'onKind'> {
  readonly entry: MapLayerEntry
  readonly seen: ShownLayer | undefined
}

function LayerRow({ entry, seen, address, theme, onLayer, onKind }: LayerRowProps) {
  const { key, title, kinds, source, dated, failed } = entry
  const counts = seen?.byKind ?? entry.byKind
  const past = address.at !== undefined
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0)
  return (
    <div className="map-layer" data-layer={key}>
      <label className="map-layer-head">
        <Switch size="small" checked={seen !== undefined} onChange={(on) => onLayer(key, on)} aria-label={title} />
        <span>{title}</span>
        <b className="num" data-count>
          {failed || seen?.failed ? '读取失败' : countText(seen ? all : entry.total)}
        </b>
      </label>
      {seen && (
        <>
          <ul className="map-legend">
            {kinds.map((kind) => {
              const hidden = address.off.has(`${key}:${kind.key}`)
              return (
                <li key={kind.key}>
                  <button type="button" aria-pressed={!hidden} data-kind={kind.key} onClick={() => onKind(key, kind.key, hidden)}>
                    <ToneMark glyph={glyphOf(entry)} tone={kind.tone} theme={theme} />
                    <span>{kind.title}</span>
                    <b className="num">{countText(counts[kind.key] ?? 0)}</b>
                  </button>
                </li>
              )
            })}
          </ul>
          <p className="map-quiet">
            {source} · {past && !dated ? '只有现在，没有历史' : seen.at ? `${whenText(seen.at)}` : '读取中'}
            {seen.points.length < seen.total && `，图上只画前 ${countText(seen.points.length)} 个`}
          </p>
        </>
      )}
    </div>
  )
}
