import { ExperimentOutlined } from '@ant-design/icons'
import { Alert, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { spanText, whenText } from '#platform/client/time.ts'
import type { RuleDraft, Trial } from '../rule.ts'
import { tryRule } from '../rule-endpoints.ts'

/** 试算: what this rule would have raised, before it wakes anybody. */
export function TrialView({ rule }: { readonly rule: RuleDraft }) {
  const [days, setDays] = useState(30)
  const [tried, setTried] = useState<{ trial: Trial; rule: RuleDraft }>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      setTried({ trial: await call(tryRule, { body: { rule: { ...rule, title: rule.title || '试算' }, days } }, { reads: true }), rule })
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有算出来，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  const { trial } = tried ?? {}
  const most = Math.max(1, ...(trial?.byDay.map(({ alarms }) => alarms) ?? []))
  return (
    <section className="sensing-trial" aria-label="试算">
      <div className="sensing-row">
        <Button icon={<ExperimentOutlined />} loading={busy} onClick={() => void run()}>
          用过去
        </Button>
        <InputNumber
          aria-label="试算天数"
          min={1}
          max={31}
          value={days}
          suffix="天"
          onChange={(next) => setDays(next ?? 30)}
          style={{ width: 100 }}
        />
        <span>的读数试算，不会真的报警</span>
      </div>
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      {trial && (
        <>
          <p>
            {tried?.rule !== rule && <strong className="sensing-wrong">条件已改，请重新试算。</strong>}
            {trial.devices.toLocaleString('zh-CN')} 台设备、{trial.readings.toLocaleString('zh-CN')} 条读数中，会触发{' '}
            <strong className="num">{trial.episodes}</strong> 次，合并为 <strong className="num">{trial.alarms}</strong> 条告警 （平均每天{' '}
            {(trial.alarms / Math.max(1, trial.byDay.length)).toFixed(1)} 条）。{trial.cut && '读数太多，只试了最活跃的设备。'}
          </p>
          <div className="sensing-days" role="img" aria-label={`每天告警数，最多一天 ${most} 条`}>
            {trial.byDay.map(({ day, alarms }) => (
              <span
                key={day}
                title={`${day}：${alarms} 条`}
                style={{ height: `${Math.max(alarms > 0 ? 6 : 1, (alarms / most) * 100)}%` }}
              />
            ))}
          </div>
          {trial.sample.length > 0 && (
            <ul className="sensing-hints">
              {trial.sample.slice(0, 6).map((one) => (
                <li key={`${one.deviceId} ${one.onset}`}>
                  {whenText(one.onset)} {one.deviceName}：最严重 {one.peak}
                  {one.end === undefined ? '，未恢复' : `，${spanText(one.end - one.onset)}`}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  )
}
