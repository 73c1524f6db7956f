import { Button, Rate, Tag } from 'antd'
import { useState } from 'react'
import { type FieldInputProps, TownMap } from '#core/case/desk/index.tsx'
import type { CaseDetail } from '#core/case/contract.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { Ratings, readWhistle } from '../contract.ts'
import './callup.css'

/** What happened and which units were called, came, were late. */
export function WhistleWhat({ detail }: { readonly detail: CaseDetail }) {
  const found = useEndpoint(readWhistle, { params: { id: detail.card.id } })
  const whistle = found.data
  if (found.isError) return <FailedState error={found.error} />
  if (!whistle) return <LoadingSkeleton rows={6} />
  return (
    <>
      <section className="panel callup-card">
        <h2>
          {whistle.kindTitle} · {whistle.village}
        </h2>
        <p>{whistle.description}</p>
        <p>
          <strong>为什么一家办不了：</strong>
          {whistle.why}
        </p>
        {whistle.wanted.length > 0 && <p className="quiet">希望到场：{whistle.wanted.map(({ name }) => name).join('、')}</p>}
      </section>
      {whistle.summons.length > 0 && (
        <section className="panel callup-card" aria-label="应到单位">
          <h2>应到单位</h2>
          {whistle.summons.map((one) => (
            <div key={`${one.unitId}${one.mustBy}`} className="callup-unit">
              <strong>{one.unit}</strong>
              {one.lead && <Tag color="processing">牵头</Tag>}
              {one.excused ? (
                <span className="quiet">已免除到场</span>
              ) : one.arrivedAt ? (
                <span>
                  {whenText(one.arrivedAt)} {one.arrivedBy} 到场，距哨点 {one.distance ?? 0} 米，{one.way === 'scan' ? '扫码' : '定位'}
                </span>
              ) : (
                <span className="quiet">应在 {whenText(one.mustBy)} 前到场</span>
              )}
              {one.late && <span className="callup-late">⏰ 迟到</span>}
              {one.mocked && <Tag color="error">模拟定位</Tag>}
              {one.answeredAt && <Tag color="success">已填结果</Tag>}
              {one.stars !== undefined && (
                <span className="num">
                  村社评 {one.stars} 分{one.words && `：${one.words}`}
                </span>
              )}
              {one.fair !== undefined && <span className="num">单位评哨 {one.fair} 分</span>}
            </div>
          ))}
        </section>
      )}
    </>
  )
}

interface SideProps {
  readonly detail: CaseDetail
  readonly act: (action: string, values?: Readonly<Record<string, unknown>>) => void
}

/** Where, the code to be scanned, and the whistler's stars for each unit. */
export function WhistleSide({ detail, act }: SideProps) {
  const found = useEndpoint(readWhistle, { params: { id: detail.card.id } })
  const [stars, setStars] = useState<Readonly<Record<string, number>>>({})
  const whistle = found.data
  if (!whistle) return <LoadingSkeleton rows={5} />
  const mayAgree = detail.allowed.some(({ key }) => key === 'agree')
  const rated = detail.tasks.filter(({ state }) => state === 'answered').map(({ unit }) => unit)
  const units = [...new Map(rated.map((unit) => [unit.id, unit])).values()]
  return (
    <>
      {whistle.code && (
        <section className="panel callup-card">
          <h2>现场码</h2>
          <div className="callup-code num">{whistle.code}</div>
          <p className="quiet">到场单位在手机上输入或扫描；只有吹哨一方看得到。</p>
        </section>
      )}
      {mayAgree && (
        <section className="panel callup-card" aria-label="评分并消哨">
          <h2>问题解决了吗？</h2>
          {units.map(({ id, name }) => (
            <div key={id} className="callup-unit">
              <span style={{ minWidth: 110 }}>{name}</span>
              <Rate value={stars[id] ?? 0} onChange={(next) => setStars({ ...stars, [id]: next })} aria-label={`给${name}评分`} />
            </div>
          ))}
          <div className="callup-bar" style={{ marginTop: 8 }}>
            <Button
              type="primary"
              disabled={units.some(({ id }) => !stars[id])}
              onClick={() => act('agree', { ratings: Object.fromEntries(units.map(({ id }) => [id, { stars: stars[id], words: '' }])) })}
            >
              同意消哨
            </Button>
            <Button danger onClick={() => act('reblow')}>
              没有解决，再次吹哨
            </Button>
          </div>
        </section>
      )}
      <section className="panel callup-card">
        <h2>哨点</h2>
        <TownMap label={`${detail.card.title}的位置`} point={whistle.place} height={220} />
        {whistle.address && <p>{whistle.address}</p>}
      </section>
    </>
  )
}

/** The stars given beside the page; a form alone cannot know the units. */
export function RatingsInput({ value, describedBy }: FieldInputProps) {
  const given = Ratings.safeParse(value)
  return (
    <p aria-describedby={describedBy}>
      {given.success ? `已给 ${Object.keys(given.data).length} 个单位评分` : '请先在页面右侧给每个单位评分，再点“同意消哨”'}
    </p>
  )
}
