import { CheckCircleFilled } from '@ant-design/icons'
import { DatePicker, Segmented, Tag } from 'antd'
import dayjs from 'dayjs'
import type { CaseMaterial, MaterialStanding } from '../../case-material.ts'
import { standingTitles } from '../../case-material.ts'

interface MaterialListProps {
  readonly materials: readonly CaseMaterial[]
  readonly onChange?: ((materials: CaseMaterial[]) => void) | undefined
}

/** The closed checklist of a matter: each paper by one touch; what the town holds is not asked for. */
export function MaterialList({ materials, onChange }: MaterialListProps) {
  const put = (key: string, more: Partial<CaseMaterial>): void => onChange?.(materials.map((m) => (m.key === key ? { ...m, ...more } : m)))
  return (
    <ul className="service-materials">
      {materials.map((material) => (
        <li key={material.key} className={`service-material service-${material.state}`}>
          <span className="service-material-name">
            {material.name}
            {!material.required && <small className="quiet">（需要时提供）</small>}
          </span>
          {material.state === 'held' ? (
            <Tag color="green" icon={<CheckCircleFilled />}>
              镇里已有，不再收取{material.from ? `（${material.from}）` : ''}
            </Tag>
          ) : onChange ? (
            <Segmented
              size="small"
              aria-label={material.name}
              value={material.state}
              options={(['have', 'deferred', 'promised', 'missing'] as const)
                .filter((state) => (state !== 'deferred' || material.deferrable) && (state !== 'promised' || material.promisable))
                .map((value) => ({ value, label: standingTitles[value] }))}
              onChange={(state: MaterialStanding) => put(material.key, { state })}
            />
          ) : (
            <Tag color={material.state === 'missing' ? 'red' : material.state === 'have' ? 'default' : 'orange'}>
              {standingTitles[material.state]}
              {material.due ? `，${material.due} 前` : ''}
            </Tag>
          )}
          {material.state === 'deferred' && onChange && (
            <DatePicker
              size="small"
              aria-label={`${material.name}补交日期`}
              placeholder="补交日期"
              value={material.due ? dayjs(material.due) : null}
              onChange={(day) => put(material.key, { due: day ? day.format('YYYY-MM-DD') : undefined })}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
