import { useMemo } from 'react'
import type { BoundaryEditing } from './use-boundary-edit.ts'

/** What saving would do, by area. */
export function ChangeList({ editing, from }: { readonly editing: BoundaryEditing; readonly from: string }) {
  const { change } = useMemo(() => editing.change(from), [editing, from])
  const nameOf = (code: string) =>
    (editing.areas.find((area) => area.code === code) ?? editing.base.find((area) => area.code === code))?.name ?? code
  const lines = [
    ...change.areas.map(({ code, geometry, name }) => ({
      code,
      words: [geometry ? '边界' : '', name === undefined ? '' : '名称'].filter(Boolean).join('、'),
    })),
    ...change.added.map(({ code }) => ({ code: code ?? '', words: '新增' })),
    ...change.retired.map((code) => ({ code, words: '停用' })),
  ]
  if (lines.length === 0) return <p className="quiet">还没有改动</p>
  return (
    <section aria-label="本次改动">
      <h3>本次改动 {lines.length} 处</h3>
      <ul className="area-changes">
        {lines.slice(0, 40).map(({ code, words }) => (
          <li key={code + words}>
            {nameOf(code)} <span className="quiet num">{code}</span>
            <b>{words}</b>
          </li>
        ))}
        {lines.length > 40 && <li className="quiet">还有 {lines.length - 40} 处</li>}
      </ul>
    </section>
  )
}
