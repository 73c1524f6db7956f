import { Button, Tag } from 'antd'
import { limitText } from '#core/calendar/contract.ts'
import type { Duty, UnitRole } from '../../classes/duty.ts'
import { unitRoles } from '../../classes/duty.ts'
import type { Binding } from './DutiesPage.tsx'
import { SourceTag } from './SourceTag.tsx'
import type { Edits } from './edits.ts'

interface DutyTableProps {
  readonly rows: readonly Duty[]
  readonly bindings: readonly Binding[]
  readonly nameOf: (code: string) => string
  readonly edits: Edits<Duty>
  readonly edit: ((row: Duty) => void) | undefined
}

/** One line a class; what has no line falls to the class above it. */
export function DutyTable({ rows, bindings, nameOf, edits, edit }: DutyTableProps) {
  const unitOf = (role: UnitRole): string | undefined => bindings.find((row) => row.role === role)?.unitName
  return (
    <table className="lists-table">
      <thead>
        <tr>
          <th>类别</th>
          <th>主办</th>
          <th>协办</th>
          <th>处置标准</th>
          <th>时限</th>
          <th>依据</th>
          {edit && <th aria-label="操作" />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { classCode, lead, co, standard, limits, basis, source } = row
          return (
            <tr key={classCode} className={edits[classCode] === undefined ? '' : 'lists-changed'}>
              <td className={`lists-level-${classCode.length === 3 ? 1 : classCode.length === 5 ? 2 : 3} lists-class`}>
                {nameOf(classCode)} <span className="num quiet">{classCode}</span>
                {edits[classCode] !== undefined && <Tag color="processing">未发布</Tag>}
              </td>
              <td className="lists-unit">
                {unitRoles[lead]}
                {lead !== 'village' && unitOf(lead) === undefined && <small className="lists-lack">未指定单位</small>}
              </td>
              <td className="lists-unit">{co.map((role) => unitRoles[role]).join('、') || '—'}</td>
              <td>{standard}</td>
              <td className="lists-limit">
                {limits ? (
                  <>
                    {limitText(limits.finish)}
                    {limits.makeSafe && <small>先行处置 {limitText(limits.makeSafe)}</small>}
                  </>
                ) : (
                  <span className="quiet">按类别</span>
                )}
              </td>
              <td className="lists-basis">
                {basis.replace(/^示例：/, '')} {source === '示例' && <SourceTag source={source} of="责任分工" />}
              </td>
              {edit && (
                <td>
                  <Button size="small" type="text" aria-label={`修改${nameOf(classCode)}`} onClick={() => edit(row)}>
                    修改
                  </Button>
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
