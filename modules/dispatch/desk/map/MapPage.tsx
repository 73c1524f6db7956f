import { Alert, ConfigProvider, theme as antTheme } from 'antd'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { TownMapGl } from '#core/area/desk/index.tsx'
import type { PointLayer, TownMapHandle } from '#core/area/desk/index.tsx'
import type { ExtraBorder } from '#platform/client/map/TownMapGl.tsx'
import type { MapTheme } from '#platform/client/map/tones.ts'
import { viewOf } from '#platform/client/map/map-view.ts'
import { usePreference } from '#platform/client/preference.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { darkToken, lightToken, sharedToken } from '#platform/client/theme.ts'
import { whenText } from '#platform/client/time.ts'
import { InsidePanel } from './InsidePanel.tsx'
import { LayerPanel } from './LayerPanel.tsx'
import { MapCard, PlaceCard } from './MapCard.tsx'
import { MapSearch } from './MapSearch.tsx'
import { MapTools } from './MapTools.tsx'
import { PrintSheet } from './PrintSheet.tsx'
import { TimeBar } from './TimeBar.tsx'
import { glyphOf } from './glyph-of.ts'
import { useMapUrl } from './map-url.ts'
import type { FoundPlace } from './search-target.ts'
import { type DrawTool, useDrawing } from './use-drawing.ts'
import { type ShownLayer, useMapLayers } from './use-map-layers.ts'
import './map.css'

/** 一张图: everything with a place, at any moment of the last 30 days. */
export function MapPage() {
  const { address, change } = useMapUrl()
  const [theme, setTheme] = usePreference<MapTheme>('map.theme', 'night')
  const [borders, setBorders] = usePreference<readonly ExtraBorder[]>('map.borders', [])
  const [base, setBase] = usePreference<'town' | 'raster'>('map.base', 'town')
  const [handle, setHandle] = useState<TownMapHandle>()
  const [tool, setTool] = useState<DrawTool>()
  const [tilted, setTilted] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [found, setFound] = useState<FoundPlace>()
  const { entries, shown, nearby, pending, error, busy } = useMapLayers(address.on, address.at)
  const layers = useDrawnLayers(shown, address.off)
  const quit = useCallback(() => setTool(undefined), [])
  const { drawing, finish } = useDrawing(handle?.map, tool, quit)
  useEffect(() => {
    document.title = '一张图 · 四河'
  }, [])
  const picked =
    address.pick && shown.find(({ entry }) => entry.key === address.pick?.layer)?.points.find(({ id }) => id === address.pick?.id)
  const ring = tool === 'select' && drawing.done ? drawing.corners : undefined
  const fly = (at: readonly [number, number]): void => handle?.flyTo(at)
  const goTo = (to: FoundPlace): void => {
    setFound(to)
    handle?.flyTo(to.at, to.area ? 14 : 16)
    if (to.layer && to.id) {
      const on = shown.map(({ entry }) => entry.key)
      change({ pick: { layer: to.layer, id: to.id }, point: undefined, ...(on.includes(to.layer) ? {} : { on: [...on, to.layer] }) })
    } else change({ point: to.at, pick: undefined })
  }
  const chosen = picked?.at ?? address.point ?? (found && found.id === address.pick?.id ? found.at : undefined)
  const card = ring ? (
    <InsidePanel
      ring={ring}
      at={address.at}
      layers={shown.map(({ entry }) => {
        const kinds = entry.kinds.map(({ key }) => key).filter((key) => !address.off.has(`${entry.key}:${key}`))
        return kinds.length === entry.kinds.length ? { key: entry.key } : { key: entry.key, kinds }
      })}
      hasPeople={shown.some(({ entry }) => entry.group === 'people')}
      onPick={(layer, id, at) => {
        change({ pick: { layer, id }, point: undefined })
        fly(at)
      }}
      onClose={quit}
    />
  ) : address.pick ? (
    <MapCard
      key={`${address.pick.layer}/${address.pick.id}`}
      pick={address.pick}
      layer={entries.find(({ key }) => key === address.pick?.layer)}
      theme={theme}
      nearby={nearby}
      onFly={fly}
      onClose={() => change({ pick: undefined })}
    />
  ) : address.point ? (
    <PlaceCard
      at={address.point}
      title={found && !found.id ? found.title : undefined}
      nearby={nearby}
      onFly={fly}
      onClose={() => change({ point: undefined })}
    />
  ) : undefined
  return (
    <div className="map-page" data-map={theme}>
      <Suspense fallback={null}>
        <TownMapGl
          label="一张图"
          theme={theme}
          base={base}
          layers={layers}
          borders={borders}
          chosen={chosen}
          chosenArea={found?.area}
          placing={tool !== undefined}
          onPick={({ layer, id }) => change({ pick: { layer, id }, point: undefined })}
          onGround={(at) => {
            if (tool) return
            setFound(undefined)
            change({ point: at, pick: undefined })
          }}
          padding={panelPadding}
          onReady={setHandle}
        />
      </Suspense>
      <ConfigProvider theme={theme === 'night' ? nightPanels : dayPanels}>
        <div className="map-left">
          <LayerPanel
            {...{ entries, shown, address, theme, borders, pending, base }}
            onBase={setBase}
            onLayer={(key, on) => {
              const keys = shown.map(({ entry }) => entry.key)
              change({ on: on ? [...keys, key] : keys.filter((each) => each !== key) })
            }}
            onKind={(layer, kind, on) => {
              const off = new Set(address.off)
              if (on) off.delete(`${layer}:${kind}`)
              else off.add(`${layer}:${kind}`)
              change({ off })
            }}
            onBorders={setBorders}
          />
        </div>
        <div className="map-top">
          <MapSearch
            shown={shown}
            caseLayers={entries.filter(({ group }) => group === 'case').map(({ key }) => key)}
            gridLayer={entries.some(({ key }) => key === 'area.grids')}
            onFound={goTo}
          />
          <MapTools
            {...{ tool, drawing, theme, tilted }}
            living={handle?.map !== undefined}
            onTool={setTool}
            onFinish={finish}
            onTheme={() => setTheme(theme === 'night' ? 'day' : 'night')}
            onTilt={() => {
              handle?.map?.easeTo({ pitch: tilted ? 0 : 55, duration: 400 })
              setTilted(!tilted)
            }}
            onPrint={() => setPrinting(true)}
            onHome={() => handle?.home()}
          />
          {address.at && <p className="map-past-note">正在看 {whenText(address.at)} 的历史，图上不是现状</p>}
          {error && <Alert type="error" title={problemText(error)} />}
        </div>
        {card && <div className="map-right">{card}</div>}
        <TimeBar at={address.at} busy={busy} onAt={(at) => change({ at })} />
      </ConfigProvider>
      {printing && handle?.map && (
        <PrintSheet
          view={viewOf(handle.map)}
          {...{ layers, shown, borders }}
          hidden={address.off}
          at={address.at}
          onClose={() => setPrinting(false)}
        />
      )}
    </div>
  )
}

/** The panels' room: the town is fitted into what they leave. */
const panelPadding = { top: 64, right: 48, bottom: 84, left: 320 }
// Not inherited: the desk's own tokens are those of the other ground.
const nightPanels = {
  inherit: false,
  algorithm: [antTheme.darkAlgorithm, antTheme.compactAlgorithm],
  token: { ...darkToken, ...sharedToken },
}
const dayPanels = { inherit: false, algorithm: [antTheme.compactAlgorithm], token: { ...lightToken, ...sharedToken } }

/** The points as the legend lets them through; an array stays the same while nothing changed, so that nothing is drawn anew. */
function useDrawnLayers(shown: readonly ShownLayer[], off: ReadonlySet<string>): readonly PointLayer[] {
  return useMemo(
    () =>
      shown.map(({ entry, points }): PointLayer => ({
        key: entry.key,
        glyph: glyphOf(entry),
        moving: entry.moving,
        titles: entry.group === 'place' ? 'all' : 'critical',
        points: entry.kinds.some(({ key }) => off.has(`${entry.key}:${key}`))
          ? points.filter(({ kind }) => !off.has(`${entry.key}:${kind}`))
          : points,
      })),
    [shown, off],
  )
}
