import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input, Radio, Select } from 'antd'
import { useMemo, useState } from 'react'
import { orgTree } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { levelTitle, stepsAt } from '../../plan/card.ts'
import { activatePlan, readPlan } from '../../plan/endpoints.ts'
import { LevelTag } from './LevelTag.tsx'

interface ActivateDrawerProps {
  readonly plan: string
  readonly drill: boolean
  readonly close: () => void
}

/** One act: the level, what will go to whom, and the button. */
export function ActivateDrawer({ plan, drill, close }: ActivateDrawerProps) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const intent = useIntent()
  const found = useEndpoint(readPlan, { params: { key: plan }, query: {} }, { staleTime: 0 })
  const tree = useEndpoint(orgTree, {}, { staleTime: 300_000 })
  const [chosen, setLevel] = useState<number>()
  const [words, setWords] = useState('')
  const [villages, setVillages] = useState<string[]>([])
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const stations = useMemo(() => (tree.data?.rows ?? []).filter(({ kind }) => kind === 'village' || kind === 'community'), [tree.data])
  const card = found.data?.card
  // The mildest level first: what is raised later adds its own, what went out too wide cannot be called unsaid.
  const level = chosen ?? Math.max(...(card?.levels.map((one) => one.level) ?? [4]))
  const steps = card ? stepsAt(card, level) : []
  const toVillages = steps.some((step) => card?.roles.find(({ key }) => key === step.role)?.who.kind === 'villages')
  const send = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    const content = { plan, level, drill, words, ...(villages.length > 0 ? { villages } : {}) }
    try {
      const { id } = await call(activatePlan, { body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      void client.invalidateQueries()
      void navigate({ to: `/boards/${id}` })
    } catch (error) {
      setFault(problemText(error))
      setBusy(false)
    }
  }
  return (
    <Drawer
      open
      onClose={close}
      size={560}
      title={`${drill ? '演练' : '启动'}：${card?.title ?? ''}`}
      footer={
        <div className="form-drawer-foot">
          <span className="quiet">{drill ? '演练照样下达任务，带“演练”字样，不计入任何统计' : '任务立即下达，超过响应时限自动升级'}</span>
          <Button onClick={close}>取消</Button>
          <Button type="primary" danger={!drill} loading={busy} disabled={!card} onClick={() => void send()}>
            {drill ? '开始演练' : `启动${levelTitle(level)}`}
          </Button>
        </div>
      }
    >
      {!card ? (
        <LoadingSkeleton rows={8} />
      ) : (
        <>
          {fault && <Alert type="error" showIcon title={fault} className="duty-alert" />}
          <Radio.Group
            className="activate-levels"
            aria-label="级别"
            value={level}
            onChange={(event) => setLevel(Number(event.target.value))}
          >
            {card.levels
              .toSorted((a, b) => a.level - b.level)
              .map((one) => (
                <Radio key={one.level} value={one.level}>
                  <LevelTag level={one.level} /> <span className="quiet">{one.when}</span>
                </Radio>
              ))}
          </Radio.Group>
          <label htmlFor="activate-words" className="activate-label">
            情况说明
          </label>
          <Input.TextArea
            id="activate-words"
            value={words}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setWords(event.target.value)}
          />
          {toVillages && (
            <>
              <label htmlFor="activate-villages" className="activate-label">
                涉及的村（社区）
              </label>
              <Select
                id="activate-villages"
                mode="multiple"
                allowClear
                style={{ width: '100%' }}
                placeholder={`不选则全部 ${stations.length} 个`}
                showSearch={{ optionFilterProp: 'label' }}
                value={villages}
                options={stations.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={setVillages}
              />
            </>
          )}
          <h3 className="activate-label">将下达的任务</h3>
          <ol className="activate-steps">
            {steps.map((step) => {
              const role = card.roles.find(({ key }) => key === step.role)
              const bound = found.data?.bound[step.role]
              return (
                <li key={step.key}>
                  <b>{step.title}</b>
                  <span className="quiet">
                    {' '}
                    {role?.title} → {bound ?? <span className="duty-late">还没有定单位，由值班长指派</span>} · {step.ack} 分钟内响应
                  </span>
                </li>
              )
            })}
          </ol>
        </>
      )}
    </Drawer>
  )
}
