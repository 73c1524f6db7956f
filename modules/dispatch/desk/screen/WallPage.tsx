import { Suspense, useMemo } from 'react'
import '@fontsource/barlow-condensed/latin-500.css'
import '@fontsource/barlow-condensed/latin-600.css'
import '@fontsource/noto-sans-sc/chinese-simplified-400.css'
import '@fontsource/noto-sans-sc/chinese-simplified-500.css'
import '@fontsource/zcool-qingke-huangyou/chinese-simplified-400.css'
import type { Theme } from '#platform/contract/panel.ts'
import type { PanelHead, ScreenView } from '../../screen-record.ts'
import { HealingPart } from './HealingPart.tsx'
import { LineState } from './LineState.tsx'
import { Panel } from './Panel.tsx'
import { ThemeTabs } from './ThemeTabs.tsx'
import { WallClock } from './WallClock.tsx'
import { WallLegend } from './WallLegend.tsx'
import { WallMap } from './WallMap.tsx'
import { columnsOf, weightOf } from './columns.ts'
import { isStill } from './still.ts'
import { type Figures, useFigures, useNews, useRound, useScreen, useScreenMap } from './use-screen.ts'
import { useWallSize } from './use-wall-size.ts'
import './wall.css'
import './wall-panel.css'

/** 大屏: the town on a wall, all day without a person. */
export function WallPage() {
  const { view, refused } = useScreen()
  const size = useWallSize()
  if (refused !== undefined)
    return (
      <main className="wall wall-word">
        <h1>大屏没有打开</h1>
        <p>{refused}</p>
        <a href="/">回到工作台</a>
      </main>
    )
  if (!view) return <main className="wall wall-word" aria-busy="true" />
  return <Wall view={view} size={size} />
}

const none: readonly PanelHead[] = []

function Wall({ view, size }: { readonly view: ScreenView; readonly size: ReturnType<typeof useWallSize> }) {
  const still = isStill()
  const themes = useMemo(() => view.themes.map(({ theme }) => theme), [view])
  const [theme, choose] = useRound(themes, view.rotateSeconds, still)
  const shown = view.themes.find((each) => each.theme === theme)?.panels ?? none
  const heads = useMemo(() => {
    const all = size.wide
      ? columnsOf(
          shown,
          view.themes.flatMap(({ panels }) => panels),
          true,
        ).flat()
      : [...shown]
    // One order whatever the columns, so that the question stays the same.
    return all.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  }, [shown, size.wide, view])
  const figures = useFigures(heads)
  const weights = useWeights(figures)
  const columns = useMemo(
    () => columnsOf(shown, size.wide ? view.themes.flatMap(({ panels }) => panels) : none, size.wide, weights),
    [shown, size.wide, view, weights],
  )
  const map = useScreenMap(theme ?? 'overview')
  const beginnings = useMemo(() => [...new Set(heads.flatMap(({ facts }) => facts))], [heads])
  const up = useNews(beginnings)
  const names = useNames(figures)
  const half = columns.length / 2
  return (
    <main className={size.wide ? 'wall wall-wide' : 'wall'} data-still={still || undefined}>
      <div className="wall-ground">
        <HealingPart fallback={null}>
          <Suspense fallback={null}>
            <WallMap layers={map?.layers} heat={map?.heat} names={names} size={size} still={still} />
          </Suspense>
        </HealingPart>
      </div>
      <div className="wall-shade" aria-hidden="true" />
      <header className="wall-head">
        <WallClock />
        <h1>{`${view.townName}${view.title}`}</h1>
        <div className="wall-head-end">
          {view.demo && <span className="wall-demo">示例数据</span>}
          <LineState up={up} failing={figures.failing} at={figures.at} />
        </div>
      </header>
      {columns.map((column, i) => (
        <div key={i} className={i < half ? 'wall-column' : 'wall-column wall-column-end'} style={place(i, half)}>
          {column.map((head) => (
            <Panel key={head.key} head={head} reply={figures.panels.get(head.key)} grow={weights.get(head.key)} />
          ))}
        </div>
      ))}
      <footer className="wall-foot">
        <ThemeTabs themes={view.themes} chosen={theme as Theme} choose={choose} />
      </footer>
      <WallLegend layers={map?.layers ?? []} wide={size.wide} />
    </main>
  )
}

/** Columns stand from the edges inwards: 0, 1 at the left; 2, 3 at the right of a wide wall. */
function place(i: number, half: number) {
  return i < half
    ? { left: `calc(var(--edge) + ${i} * (var(--panel) + var(--gap)))` }
    : { right: `calc(var(--edge) + ${2 * half - 1 - i} * (var(--panel) + var(--gap)))` }
}

/** How much height each panel wants; the same map while nothing changed, or every minute's figures would lay the wall out anew. */
function useWeights(figures: Figures): ReadonlyMap<string, number> {
  const text = [...figures.panels.values()].map(({ key, data }) => `${key} ${weightOf(data)}`).join('\n')
  return useMemo(
    () =>
      new Map(
        text
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(' ') as [string, string])
          .map(([key, weight]) => [key, Number(weight)]),
      ),
    [text],
  )
}

/** Classes of urgent cases by id: the words the map may write beside a point. */
function useNames(figures: Figures): ReadonlyMap<string, string> {
  const text = [...figures.panels.values()]
    .flatMap(({ data }) => (data?.shape === 'rows' ? data.rows.map(({ id, title }) => `${id} ${title}`) : []))
    .join('\n')
  return useMemo(
    () => new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])),
    [text],
  )
}
