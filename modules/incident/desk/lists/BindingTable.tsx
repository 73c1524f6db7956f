import { Tag } from 'antd'
import { Suspense } from 'react'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { orgTree } from '#core/org/contract.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { Binding } from './DutiesPage.tsx'
import type { Edits } from './edits.ts'

interface BindingTableProps {
  readonly rows: readonly Binding[]
  readonly edits: Edits<Binding>
  readonly put: ((role: string, row: Binding) => void) | undefined
}

/** The list speaks of kinds of unit; here the town says who that is. After a reorganisation only this table changes. */
export function BindingTable({ rows, edits, put }: BindingTableProps) {
  const tree = useEndpoint(orgTree, {}, { staleTime: 300_000 })
  const nameOf = (id: string): string | undefined => tree.data?.rows.find((row) => row.id === id)?.name
  return (
    <section className="panel panel-body lists-narrow">
      <p className="quiet">清单里写的是责任种类，由本镇指定具体单位；机构调整时只改这张表。</p>
      <table className="lists-table">
        <thead>
          <tr>
            <th>责任种类</th>
            <th>由本镇哪个单位承担</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.role} className={edits[row.role] === undefined ? '' : 'lists-changed'}>
              <td>
                {row.title} {edits[row.role] !== undefined && <Tag color="processing">未发布</Tag>}
              </td>
              <td>
                {row.role === 'village' ? (
                  <span className="quiet">按事发地所在村（社区）</span>
                ) : put ? (
                  <Suspense fallback={row.unitName ?? '未指定'}>
                    <UnitSelect
                      id={`binding-${row.role}`}
                      value={row.unitId}
                      placeholder={`请指定${row.title}由谁承担`}
                      onChange={(next) => {
                        const unitId = typeof next === 'string' ? next : undefined
                        const { role, title } = row
                        put(role, unitId === undefined ? { role, title } : { role, title, unitId, unitName: nameOf(unitId) ?? '' })
                      }}
                    />
                  </Suspense>
                ) : (
                  (row.unitName ?? <span className="lists-lack">未指定</span>)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
