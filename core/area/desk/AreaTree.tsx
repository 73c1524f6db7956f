import { Input, Tree } from 'antd'
import type { TreeDataNode } from 'antd'
import { useMemo, useState } from 'react'
import { EmptyState } from '#platform/client/desk/StateBlocks.tsx'
import type { Area } from '../contract.ts'
import { officialCode, tierWords } from '../contract.ts'

interface AreaTreeProps {
  readonly areas: readonly Area[]
  readonly code: string | undefined
  readonly choose: (code: string) => void
  readonly height: number
}

const overlays = new Set(['professional', 'police'])

function nodeOf(area: Area, children: ReadonlyMap<string, readonly Area[]>): TreeDataNode {
  const inside = children.get(area.code) ?? []
  const own = inside.filter(({ tier }) => !overlays.has(tier)).map((child) => nodeOf(child, children))
  const count = own.length > 0 ? `　${own.length}` : ''
  return { key: area.code, title: `${area.name}${count}`, children: own }
}

/** The tree of tiers, overlays at its end. */
function treeOf(areas: readonly Area[]): TreeDataNode[] {
  const children = Map.groupBy(areas, ({ parent }) => parent ?? '')
  const known = new Set(areas.map(({ code }) => code))
  const tops = areas.filter(({ parent, tier }) => !overlays.has(tier) && (parent === undefined || !known.has(parent)))
  const groups = (['professional', 'police'] as const).flatMap((tier): TreeDataNode[] => {
    const own = areas.filter((area) => area.tier === tier)
    if (own.length === 0) return []
    const leaves = own.map((area) => ({ key: area.code, title: area.name, children: [] }))
    return [{ key: `tier:${tier}`, title: `${tierWords[tier]}　${own.length}`, selectable: false, children: leaves }]
  })
  return [...tops.map((area) => nodeOf(area, children)), ...groups]
}

/** Areas as a tree, or as a plain list of what was searched for, by name or code. */
export function AreaTree({ areas, code, choose, height }: AreaTreeProps) {
  const [words, setWords] = useState('')
  const q = words.trim()
  const tree = useMemo(() => treeOf(areas), [areas])
  const found = useMemo(
    () =>
      q === ''
        ? []
        : areas.filter((area) => area.name.includes(q) || area.code.startsWith(q) || officialCode(area.tier, area.code).startsWith(q)),
    [areas, q],
  )
  const [open, setOpen] = useState<string[]>()
  const top = tree[0]?.key
  return (
    <div className="area-tree">
      <Input.Search
        allowClear
        aria-label="按名称或编码查找区域"
        placeholder="名称或编码"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {q === '' ? (
        <Tree
          aria-label="区域"
          blockNode
          virtual
          height={height}
          treeData={tree}
          expandedKeys={open ?? (top === undefined ? [] : [String(top)])}
          onExpand={(keys) => setOpen(keys.map(String))}
          selectedKeys={code === undefined ? [] : [code]}
          onSelect={(_keys, { node }) => choose(String(node.key))}
        />
      ) : found.length === 0 ? (
        <EmptyState title={`没有找到“${q}”`}>换个名称，或输入编码的前几位</EmptyState>
      ) : (
        <ul className="area-found" style={{ maxHeight: height }}>
          {found.slice(0, 100).map((area) => (
            <li key={area.id}>
              <button type="button" aria-pressed={area.code === code} onClick={() => choose(area.code)}>
                {area.name}
                <span className="quiet num">
                  {tierWords[area.tier]} {area.code}
                </span>
              </button>
            </li>
          ))}
          {found.length > 100 && <li className="quiet">还有 {found.length - 100} 个，请再多输几个字</li>}
        </ul>
      )}
    </div>
  )
}
