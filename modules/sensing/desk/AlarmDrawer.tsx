import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, Input, Select, Space, Tag, Timeline } from 'antd'
import { useState } from 'react'
import { shareText } from '#platform/client/amount.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { exactText, whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { AlarmDetail, Verdict } from '../alarm.ts'
import { readAlarm } from '../alarm-endpoints.ts'
import { EvidenceChart } from './EvidenceChart.tsx'
import { AlarmStateTag, LevelTag } from './tags.tsx'
import { useReview } from './use-review.ts'
import { valueText } from './value-text.ts'

const grades = [
  { value: 'I', label: '特急' },
  { value: 'II', label: '紧急' },
  { value: 'III', label: '一般' },
  { value: 'IV', label: '简单' },
] as const
type Grade = (typeof grades)[number]['value']

interface AlarmDrawerProps {
  readonly id: string
  readonly close: () => void
  readonly changed: () => Promise<void>
}

/** One alarm: what was measured, what the rule says, how often it cried wolf, and the three answers. */
export function AlarmDrawer({ id, close, changed }: AlarmDrawerProps) {
  const client = useQueryClient()
  const found = useEndpoint(readAlarm, { params: { id } })
  const mayReview = useMay('sensing.alarm.review')
  const again = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: keyOf(readAlarm) })
    await changed()
  }
  const alarm = found.data
  return (
    <Drawer
      open
      onClose={close}
      size={560}
      title={alarm ? alarm.title : '告警'}
      mask={{ enabled: true, blur: false }}
      footer={alarm && mayReview && alarm.state === 'pending' ? <Answers key={alarm.id} alarm={alarm} done={again} /> : null}
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={10} />}
      {alarm && <Facts alarm={alarm} />}
    </Drawer>
  )
}

function Facts({ alarm }: { readonly alarm: AlarmDetail }) {
  const { device, rule, evidence, episodes, log } = alarm
  return (
    <div className="sensing-alarm">
      <p className="sensing-alarm-head">
        <LevelTag level={alarm.level} /> <AlarmStateTag state={alarm.state} />
        {alarm.sort === 'area' && <Tag color="magenta">区域告警，{alarm.members} 台设备</Tag>}
        {alarm.end === undefined ? (
          <span className="sensing-lasting">持续中</span>
        ) : (
          <span className="quiet">{whenText(alarm.end)} 恢复</span>
        )}
      </p>
      {evidence.length > 0 && <EvidenceChart readings={evidence} field={alarm.field} unit={alarm.unit} episodes={episodes} />}
      <Descriptions
        size="small"
        column={1}
        items={[
          ...(device ? [{ key: 'device', label: '设备', children: <Link to={`/sensing/devices/${device.id}`}>{device.name}</Link> }] : []),
          ...(alarm.sort === 'area'
            ? [
                {
                  key: 'members',
                  label: '设备',
                  children: <Link to={`/sensing/alarms?parent=${alarm.id}`}>看这 {alarm.members} 台的告警</Link>,
                },
              ]
            : []),
          { key: 'where', label: '位置', children: `${alarm.address || '—'}　${alarm.areaName}` },
          { key: 'onset', label: '起因', children: `${exactText(alarm.onset)} 首次，共 ${alarm.count} 次` },
          ...(alarm.peak === undefined
            ? []
            : [{ key: 'peak', label: '最严重值', children: valueText({ value: alarm.peak, unit: alarm.unit }) }]),
          {
            key: 'rule',
            label: '规则',
            children: (
              <>
                {alarm.ruleTitle}
                {rule && (
                  <span className="quiet">
                    {' '}
                    {rule.words}；{rule.source || '本镇规则'}
                    {rule.example && '（示例）'}
                  </span>
                )}
              </>
            ),
          },
          ...(rule?.falseRate === undefined
            ? []
            : [{ key: 'rate', label: '误报率', children: `近 90 天复核中 ${shareText(rule.falseRate)} 为误报` }]),
          ...(alarm.case
            ? [
                {
                  key: 'case',
                  label: '案件',
                  children: (
                    <Link to={`/cases/${alarm.case.id}`}>
                      {alarm.case.number}（{alarm.case.stepTitle}）
                    </Link>
                  ),
                },
              ]
            : []),
          ...(alarm.review
            ? [{ key: 'review', label: '复核', children: `${alarm.review.by?.name ?? '规则'}：${alarm.review.words || '—'}` }]
            : []),
        ]}
      />
      {log.length > 0 && (
        <Timeline
          items={log.map(({ at, what, by, words }) => ({
            content: (
              <>
                {what} <span className="quiet">{[by?.name, whenText(at)].filter(Boolean).join(' ')}</span>
                {words && <div>{words}</div>}
              </>
            ),
          }))}
        />
      )}
    </div>
  )
}

function Answers({ alarm, done }: { readonly alarm: AlarmDetail; readonly done: () => Promise<void> }) {
  const [words, setWords] = useState('')
  const [grade, setGrade] = useState<Grade | undefined>(alarm.proposal.grade)
  const { review, acknowledge, busy } = useReview(done)
  const say = (verdict: Verdict): void => void review([alarm.id], { verdict, words, classCode: alarm.proposal.classCode, grade })
  return (
    <div className="sensing-answers">
      <Input.TextArea
        aria-label="复核说明"
        placeholder="看到了什么、依据什么（选填）"
        autoSize={{ minRows: 2, maxRows: 4 }}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Space wrap>
        {!alarm.acknowledged && (
          <Button disabled={busy} onClick={() => void acknowledge([alarm.id])}>
            确认收到
          </Button>
        )}
        <Button disabled={busy} onClick={() => say('false')}>
          误报
        </Button>
        <Button disabled={busy} onClick={() => say('noted')}>
          属实不立案
        </Button>
        <Select<Grade>
          aria-label="成案等级"
          style={{ width: 88 }}
          value={grade ?? null}
          placeholder="等级"
          options={[...grades]}
          onChange={setGrade}
        />
        <Button type="primary" disabled={busy} onClick={() => say('case')}>
          成案
        </Button>
      </Space>
    </div>
  )
}
