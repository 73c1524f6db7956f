import { EditOutlined } from '@ant-design/icons'
import { Button, Tabs } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { Area, Bbox, Finding, Position, Shape, Tier } from '../contract.ts'
import { bboxOf, boxAround } from '../contract.ts'
import { AreaCard } from './AreaCard.tsx'
import { AreaMap } from './AreaMap.tsx'
import { AreaTree } from './AreaTree.tsx'
import { areaAt } from './area-at.ts'
import { CheckPanel } from './CheckPanel.tsx'
import { EditPanel } from './EditPanel.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { ImportPanel } from './ImportPanel.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { PlannedPanel } from './PlannedPanel.tsx'
import { PlaceCard } from './PlaceCard.tsx'
import { TierToggles } from './TierToggles.tsx'
import { useAreaPage } from './use-area-page.ts'
import { useBoundaryEdit } from './use-boundary-edit.ts'
import './area.css'

const noShapes: readonly Shape[] = []

/** 网格管理: the borders of a day on the map, in a tree, checked, imported, exported, redrawn. */
export function AreaPage() {
  const page = useAreaPage()
  const mayManage = useMay('area.area.manage')
  const { editing, begin } = useBoundaryEdit()
  const [joined, setJoined] = useState<readonly string[]>([])
  const [marks, setMarks] = useState<readonly Shape[]>(noShapes)
  const [focus, setFocus] = useState<Bbox>()
  const [plain, setPlain] = useState(false)
  const [fault, setFault] = useState<string>()
  const [side, height] = useHeight()
  // What this page chose itself is in sight already; anything else in the address came by a link (the search).
  const [own, setOwn] = useState<string>()
  const { at, set, code, point, setPoint } = page
  const current = useMemo(() => page.read.data?.areas ?? [], [page.read.data])
  const areas = editing?.areas ?? current
  const linked = useMemo<Linked | undefined>(
    () => (own === (code ?? point?.join()) ? undefined : linkedTo(current, code, point)),
    [own, code, point, current],
  )
  const tiers = useMemo(
    () => (linked?.tier === undefined || page.tiers.includes(linked.tier) ? page.tiers : [...page.tiers, linked.tier]),
    [linked, page.tiers],
  )
  const counts = useMemo(() => {
    const found = new Map<Tier, number>()
    for (const { tier } of areas) found.set(tier, (found.get(tier) ?? 0) + 1)
    return found
  }, [areas])
  const joining = editing?.tool === 'join'
  const chosen = useMemo(() => (joining ? joined : code === undefined ? [] : [code]), [joining, joined, code])

  const choose = useCallback(
    (wanted: string | undefined, zoom = true): void => {
      setOwn(wanted)
      set({ code: wanted, point: undefined })
      const area = areas.find((one) => one.code === wanted)
      if (!area) return
      if (zoom) setFocus([...area.bbox])
      if (!tiers.includes(area.tier)) set({ code: wanted, tiers: [...tiers, area.tier].join('.') })
    },
    [areas, set, tiers],
  )
  // Going somewhere ends what a link asked for.
  const goTo = useCallback(
    (box: Bbox): void => {
      setOwn(code ?? point?.join())
      setFocus(box)
    },
    [code, point],
  )
  const toggleJoined = (wanted: string): void => {
    const area = areas.find((one) => one.code === wanted)
    if (area) goTo([...area.bbox])
    setJoined((old) => (old.includes(wanted) ? old.filter((one) => one !== wanted) : [...old, wanted]))
  }
  const pick = (place: Position): void => {
    const area = areaAt(areas, tiers, place)
    if (joining) {
      if (area) toggleJoined(area.code)
      return
    }
    if (editing) return choose(area?.code, false)
    setOwn(place.join())
    setPoint(place)
  }
  const showShape = useCallback(
    (shape: Shape): void => {
      setMarks([shape])
      goTo(widened(bboxOf(shape)))
    },
    [goTo],
  )
  const showFinding = useCallback(
    (finding: Finding): void => {
      if (finding.shape) return showShape(finding.shape)
      if (finding.at) return goTo(widened([...finding.at, ...finding.at]))
      if (finding.codes[0] !== undefined) choose(finding.codes[0])
    },
    [choose, showShape, goTo],
  )
  // A planned change is corrected on the borders of its own day: they must have been read first.
  const [editDay, setEditDay] = useState<string>()
  const readDay = page.read.data?.at
  useEffect(() => {
    if (editDay === undefined || editDay !== readDay) return
    begin(current)
      .catch((error: unknown) => setFault(problemText(error)))
      .finally(() => setEditDay(undefined))
  }, [editDay, readDay, current, begin])
  const startEditing = (): void => {
    setFault(undefined)
    setPoint(undefined)
    begin(current).catch((error: unknown) => setFault(problemText(error)))
  }
  const stopEditing = (): void => {
    editing?.stop()
    setJoined([])
    setMarks(noShapes)
  }
  const tabs = [
    { key: 'list', label: '区域', children: <AreaTree areas={areas} code={code} choose={choose} height={Math.max(160, height - 110)} /> },
    {
      key: 'planned',
      label: '待生效',
      children: page.tab === 'planned' && (
        <PlannedPanel
          at={at}
          show={(day) => set({ at: day === page.today ? undefined : day })}
          edit={(day) => {
            set({ at: day })
            setEditDay(day)
          }}
        />
      ),
    },
    { key: 'check', label: '检查', children: page.tab === 'check' && <CheckPanel at={at} show={showFinding} /> },
    ...(mayManage
      ? [
          {
            key: 'import',
            label: '导入',
            children: page.tab === 'import' && (
              <ImportPanel today={page.today} drawn={setMarks} show={showShape} showFinding={showFinding} />
            ),
          },
        ]
      : []),
  ]
  return (
    <Page
      fill
      title="网格管理"
      remark={at === page.today ? '今天的边界' : `${at} 的边界`}
      actions={
        <>
          <DayInput
            label="看哪一天的边界"
            value={at}
            disabled={editing !== undefined}
            onChange={(day) => set({ at: day === null || day === page.today ? undefined : day })}
          />
          <ExportMenu at={at} />
          {mayManage && !editing && (
            <Button type="primary" icon={<EditOutlined />} disabled={plain || current.length === 0} onClick={startEditing}>
              编辑边界
            </Button>
          )}
        </>
      }
    >
      <LeaveGuard dirty={editing?.dirty ?? false} />
      <div className="area-page">
        <aside className="panel area-side" ref={side}>
          {editing ? (
            <EditPanel
              editing={editing}
              chosen={chosen}
              clearChosen={() => {
                setJoined([])
                set({ code: undefined })
              }}
              choose={joining ? toggleJoined : choose}
              today={page.today}
              begun={at}
              show={showFinding}
              done={(from) => {
                stopEditing()
                set({ at: from === page.today ? undefined : from })
              }}
              leave={stopEditing}
            />
          ) : page.read.isError ? (
            <FailedState error={page.read.error} retry={() => void page.read.refetch()} />
          ) : page.ready ? (
            <Tabs
              size="small"
              activeKey={page.tab}
              items={tabs}
              onChange={(tab) => {
                setMarks(noShapes)
                set({ tab: tab === 'list' ? undefined : tab })
              }}
            />
          ) : (
            <LoadingSkeleton rows={8} />
          )}
          {fault !== undefined && <p role="alert">{fault}</p>}
        </aside>
        <div className="panel area-stage" role="group" aria-label="网格地图">
          {page.ready && (
            <AreaMap
              areas={areas}
              tiers={tiers}
              base={page.base}
              chosen={chosen}
              point={point}
              marks={marks}
              focus={linked?.focus ?? focus}
              onPick={pick}
              edit={editing?.map(code)}
              onPlain={() => setPlain(true)}
            />
          )}
          <TierToggles tiers={tiers} counts={counts} set={(next) => set({ tiers: next.join('.') || 'town' })} />
          {!editing && (code !== undefined || point) && (
            <div className="panel area-float">
              {point ? (
                <PlaceCard point={point} at={at} choose={choose} close={() => setPoint(undefined)} />
              ) : (
                <AreaCard code={code!} at={at} choose={choose} showDay={(day) => set({ at: day })} close={() => choose(undefined)} />
              )}
            </div>
          )}
        </div>
      </div>
    </Page>
  )
}

interface Linked {
  readonly focus: Bbox
  readonly tier?: Tier
}

/** Where a link into the map leads: an area with its tier shown, or the surroundings of a place. */
function linkedTo(areas: readonly Area[], code: string | undefined, point: Position | undefined): Linked | undefined {
  const area = areas.find((one) => one.code === code)
  if (area) return { focus: [...area.bbox], tier: area.tier }
  return point ? { focus: boxAround(point, 400) } : undefined
}

/** A finding of a metre needs its surroundings to be recognised. */
function widened([west, south, east, north]: Bbox): Bbox {
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const [w, s, e, n] = boxAround([x, y], 120)
  return [Math.min(2 * west - x, w), Math.min(2 * south - y, s), Math.max(2 * east - x, e), Math.max(2 * north - y, n)]
}

/** The height of the side panel, since a virtual tree must be told its own. */
function useHeight(): [(element: HTMLElement | null) => void, number] {
  const [height, setHeight] = useState(500)
  const watch = useRef<ResizeObserver>(undefined)
  useEffect(() => () => watch.current?.disconnect(), [])
  const attach = useCallback((element: HTMLElement | null) => {
    watch.current?.disconnect()
    if (!element) return
    watch.current = new ResizeObserver(() => setHeight(element.clientHeight))
    watch.current.observe(element)
  }, [])
  return [attach, height]
}
