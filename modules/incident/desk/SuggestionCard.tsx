import { SendOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { z } from 'zod'
import type { Suggestion } from '../record.ts'

interface SuggestionCardProps {
  readonly suggestion: z.infer<typeof Suggestion>
  /** Opens the dispatch form with this filled in; left out where the post may not dispatch. */
  readonly dispatch?: (() => void) | undefined
}

/** 建议派给 … 因为 …: the responsibility list's answer, with the line it rests on. */
export function SuggestionCard({ suggestion, dispatch }: SuggestionCardProps) {
  const { unit, coUnits, why, standard, basis, source } = suggestion
  return (
    <section className="panel suggestion">
      <h2 className="panel-head">责任单位建议</h2>
      <div className="panel-body">
        <p className="suggestion-unit">
          建议派给 <b>{unit?.name ?? '（清单未绑定单位）'}</b>
          {coUnits.length > 0 && <span className="quiet">，协办 {coUnits.map((one) => one.name).join('、')}</span>}
        </p>
        <p className="suggestion-why">因为 {why}</p>
        <dl className="incident-facts">
          <div>
            <dt>处置标准</dt>
            <dd>{standard}</dd>
          </div>
          <div>
            <dt>依据</dt>
            <dd>
              {basis}
              {source === '示例' && <span className="sample-mark">示例</span>}
            </dd>
          </div>
        </dl>
        {dispatch && unit && (
          <Button type="primary" block icon={<SendOutlined />} onClick={dispatch}>
            派给{unit.name}
          </Button>
        )}
      </div>
    </section>
  )
}
