import { Button, Tag } from 'antd'
import { limitText } from '#core/calendar/contract.ts'
import { GradeTag } from '#core/case/desk/index.tsx'
import type { IncidentClass } from '../../classes/class.ts'
import { SourceTag } from './SourceTag.tsx'
import type { Edits } from './edits.ts'

interface ClassTableProps {
  readonly rows: readonly IncidentClass[]
  readonly edits: Edits<IncidentClass>
  readonly edit: ((row: IncidentClass) => void) | undefined
}

const levels: Readonly<Record<IncidentClass['grade'], number>> = { I: 1, II: 2, III: 3, IV: 4 }
const photos = ({ before = 0, after = 0 }: IncidentClass['evidence']): string =>
  [before > 0 && `前 ${before}`, after > 0 && `后 ${after}`].filter(Boolean).join('，') || '不要求'

/** 小类 and, a step in, 细类: by when, on what ground, with what evidence. */
export function ClassTable({ rows, edits, edit }: ClassTableProps) {
  return (
    <table className="lists-table">
      <thead>
        <tr>
          <th>编码</th>
          <th>名称</th>
          <th>等级</th>
          <th>先行处置</th>
          <th>办结时限</th>
          <th>时限依据</th>
          <th>照片</th>
          <th>类别来源</th>
          {edit && <th aria-label="操作" />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code} className={edits[row.code] === undefined ? '' : 'lists-changed'}>
            <td className="num quiet">{row.code}</td>
            <td className={`lists-level-${row.level}`}>
              {row.name}
              {edits[row.code] !== undefined && <Tag color="processing">未发布</Tag>}
              {row.note && <small className="quiet">{row.note}</small>}
            </td>
            <td>
              <GradeTag grade={levels[row.grade]} />
            </td>
            <td className="lists-limit">{row.limits.makeSafe ? limitText(row.limits.makeSafe) : '—'}</td>
            <td className="lists-limit">{limitText(row.limits.finish)}</td>
            <td className="lists-basis">
              {row.limitBasis.replace(/^示例：/, '')} {row.limitSource === '示例' && <SourceTag source="示例" of="时限" />}
            </td>
            <td className="lists-limit">{photos(row.evidence)}</td>
            <td>
              <SourceTag source={row.source} of="类别" />
            </td>
            {edit && (
              <td>
                <Button size="small" type="text" aria-label={`修改${row.name}`} onClick={() => edit(row)}>
                  修改
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
