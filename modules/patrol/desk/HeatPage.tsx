import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { readHeat } from '../contract.ts'
import { TrackMap, heatSteps } from './TrackMap.tsx'
import './patrol.css'

/** 覆盖热力: where feet and wheels went; what stays blank nobody saw. Places only, no person. */
export function HeatPage() {
  const today = dayText(useNow())
  const url = useUrl()
  const to = url.get('to') ?? today
  const from = url.get('from') ?? dayText(Date.parse(to) - 6 * 86_400_000)
  const found = useEndpoint(readHeat, { query: { from, to } }, { keep: true })
  return (
    <Page
      title="覆盖热力"
      remark={`每格约 100 米见方，没有颜色的地方没人走到；共 ${(found.data?.cells.length ?? 0).toLocaleString('zh-CN')} 格`}
      fill
      actions={
        <DatePicker.RangePicker
          aria-label="日期范围"
          allowClear={false}
          value={[dayjs(from), dayjs(to)]}
          onChange={(range) => url.set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
        />
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      <section className="panel patrol-map" style={{ flex: 1 }} aria-label="覆盖热力图">
        <TrackMap label="巡查走到的地块" cells={found.data?.cells} />
        <ul className="panel patrol-legend" aria-label="图例">
          {heatSteps.map(({ color, words }) => (
            <li key={words}>
              <i style={{ background: color }} /> {words}
            </li>
          ))}
        </ul>
      </section>
    </Page>
  )
}
