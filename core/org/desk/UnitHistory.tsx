import type { UnitDetail } from '../contract.ts'
import type { TreeRow } from './unit-options.ts'

interface UnitHistoryProps {
  readonly unit: UnitDetail
  readonly rows: readonly TreeRow[]
}

const span = (from: string, to: string | null): string => (to === null ? `${from} 起` : `${from} 至 ${to}`)

/** 历年名称与隶属: a renamed office keeps its history under the old name. Newest first. */
export function UnitHistory({ unit, rows }: UnitHistoryProps) {
  const nameOf = (id: string | null): string => (id === null ? '无上级' : (rows.find((row) => row.id === id)?.name ?? '已撤销的单位'))
  return (
    <section className="panel">
      <h3 className="panel-head">历年名称与隶属</h3>
      <div className="panel-body org-history">
        <ol aria-label="历年名称">
          {unit.names.toReversed().map(({ name, short, from, to }) => (
            <li key={from} className={to === null ? 'org-now' : ''}>
              <span className="num quiet">{span(from, to)}</span>
              <b>{name}</b>
              {short !== name && <span className="quiet">简称 {short}</span>}
            </li>
          ))}
        </ol>
        <ol aria-label="历年隶属">
          {unit.parents.toReversed().map(({ parentId, from, to }) => (
            <li key={from} className={to === null ? 'org-now' : ''}>
              <span className="num quiet">{span(from, to)}</span>
              隶属 {nameOf(parentId)}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
