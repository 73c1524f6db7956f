import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { CaseDetail } from '#core/case/contract.ts'
import { exactText, whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useLive } from '#platform/client/live.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { AlarmDetail } from '../alarm.ts'
import { readCaseEvidence } from '../alarm-endpoints.ts'
import { EvidenceChart } from './EvidenceChart.tsx'
import { LevelTag } from './tags.tsx'
import { valueText } from './value-text.ts'
import './sensing.css'

/** 感知佐证 on the case page: what the devices measured that this case was opened on. Most cases have none and show nothing. */
export function CaseEvidence({ detail }: { readonly detail: CaseDetail }) {
  const found = useEndpoint(readCaseEvidence, { params: { id: detail.card.id } })
  useLive(['sensing.alarm-ended', 'sensing.alarm-moved'], () => void found.refetch())
  const alarms = found.data?.alarms ?? []
  if (alarms.length === 0) return null
  return (
    <section className="panel" aria-label="感知佐证">
      <h2 className="panel-head">感知佐证</h2>
      <div className="panel-body sensing-evidence">
        {alarms.map((alarm) => (
          <Evidence key={alarm.id} alarm={alarm} />
        ))}
      </div>
    </section>
  )
}

function Evidence({ alarm }: { readonly alarm: AlarmDetail }) {
  const seesDevices = useMay('sensing.device.read')
  const { device, rule, evidence, episodes } = alarm
  return (
    <article>
      <p className="sensing-alarm-head">
        <LevelTag level={alarm.level} />
        <b>{alarm.title}</b>
        {alarm.sort === 'area' ? <Tag color="magenta">片区 {alarm.members} 台</Tag> : alarm.count > 1 && <Tag>{alarm.count} 次</Tag>}
        {alarm.end === undefined ? (
          <span className="sensing-lasting">仍在持续</span>
        ) : (
          <span className="quiet">{exactText(alarm.end)} 恢复正常</span>
        )}
      </p>
      <EvidenceChart readings={evidence} field={alarm.field} unit={alarm.unit} episodes={episodes} />
      <dl className="sensing-evidence-facts">
        <div>
          <dt>首次越限</dt>
          <dd>{exactText(alarm.onset)}</dd>
        </div>
        {alarm.peak !== undefined && (
          <div>
            <dt>最严重值</dt>
            <dd className="num">{valueText({ value: alarm.peak, unit: alarm.unit })}</dd>
          </div>
        )}
        <div>
          <dt>规则</dt>
          <dd>
            {rule ? rule.words : alarm.ruleTitle}
            {rule && <span className="quiet">（{rule.source || '本镇规则'}）</span>}
          </dd>
        </div>
        {device && (
          <div>
            <dt>设备</dt>
            <dd>{seesDevices ? <Link to={`/sensing/devices/${device.id}`}>{device.name}</Link> : device.name}</dd>
          </div>
        )}
        <div>
          <dt>读数</dt>
          <dd>
            {evidence.length === 0
              ? '多台设备，见各自告警'
              : `前后 ${evidence.length} 条，最近 ${whenText(new Date(evidence.at(-1)!.at).toISOString())}`}
          </dd>
        </div>
      </dl>
    </article>
  )
}
