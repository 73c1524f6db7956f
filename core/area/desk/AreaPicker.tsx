import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { AreaRef } from '../contract.ts'
import { listAreaNames, officialCode, tierWords } from '../contract.ts'

type Named = AreaRef & { readonly parent?: string | undefined }

interface Node {
  readonly value: string
  readonly title: string
  /** What is typed finds it: name and official code. */
  readonly words: string
  readonly selectable?: boolean
  readonly children: Node[]
}

const overlays = ['professional', 'police'] as const
const isOverlay = (tier: string): boolean => tier === 'professional' || tier === 'police'

function nodeOf(area: Named, inside: ReadonlyMap<string, readonly Named[]>): Node {
  const children = (inside.get(area.code) ?? []).filter(({ tier }) => !isOverlay(tier)).map((child) => nodeOf(child, inside))
  return { value: area.code, title: area.name, words: `${area.name} ${officialCode(area.tier, area.code)}`, children }
}

/** Tiers as a tree, the overlays beside it; codes that are no area of today stand on top, so that they can be taken off. */
export function pickTree(areas: readonly Named[], held: readonly string[]): Node[] {
  const inside = Map.groupBy(areas, ({ parent }) => parent ?? '')
  const known = new Set(areas.map(({ code }) => code))
  const gone = held
    .filter((code) => !known.has(code))
    .map((code): Node => ({ value: code, title: `${code}（已停用）`, words: code, children: [] }))
  const tops = areas.filter(({ parent, tier }) => !isOverlay(tier) && (parent === undefined || !known.has(parent)))
  const groups = overlays.flatMap((tier): Node[] => {
    const own = areas.filter((area) => area.tier === tier).map((area) => ({ ...nodeOf(area, new Map()) }))
    return own.length === 0
      ? []
      : [{ value: `tier:${tier}`, title: tierWords[tier], words: tierWords[tier], selectable: false, children: own }]
  })
  return [...gone, ...tops.map((area) => nodeOf(area, inside)), ...groups]
}

interface AreaPickerProps {
  readonly id?: string
  readonly value?: string[]
  readonly onChange?: (codes: string[]) => void
}

/** Picks villages and grids by name from the tree of today; an area covers everything inside it, so parents need no children. */
export function AreaPicker({ id, value = [], onChange }: AreaPickerProps) {
  const found = useEndpoint(listAreaNames, {}, { staleTime: 60_000 })
  const tree = useMemo(() => pickTree(found.data?.areas ?? [], value), [found.data, value])
  const top = tree.find(({ children }) => children.length > 0)?.value
  if (!found.data) return <TreeSelect {...(id === undefined ? {} : { id })} loading disabled style={{ width: '100%' }} />
  return (
    <TreeSelect<string[], Node>
      {...(id === undefined ? {} : { id })}
      multiple
      allowClear
      style={{ width: '100%' }}
      placeholder="选择村（社区）或网格；选上级即包含全部下级"
      treeData={tree}
      treeDefaultExpandedKeys={top === undefined ? [] : [top]}
      showSearch={{ treeNodeFilterProp: 'words' }}
      maxTagCount={12}
      listHeight={320}
      value={value}
      onChange={(codes) => onChange?.(codes)}
    />
  )
}
