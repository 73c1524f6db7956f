import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { EditOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { newId } from '#platform/contract/id.ts'
import { type PlanView, listPlans, readPlan, retirePlan } from '../../plan/endpoints.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { ActivateDrawer } from './ActivateDrawer.tsx'
import { LevelTag, SampleMark } from './LevelTag.tsx'
import './plan.css'

const states = { draft: '草稿', published: '已发布', retired: '已停用' } as const

/** 预案卡: on one page what starts it, who does what by when, with what, whom to call. */
export function PlanPage() {
  const { key } = useParams({ strict: false }) as { key: string }
  const url = useUrl()
  const wanted = url.get('version')
  const found = useEndpoint(readPlan, { params: { key }, query: wanted ? { version: Number(wanted) } : {} }, { keep: true })
  const [manage, activate] = [useMay('dispatch.plan.manage'), useMay('dispatch.plan.activate')]
  const [start, setStart] = useState<boolean>()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <div className="page">
        <LoadingSkeleton rows={16} />
      </div>
    )
  const { card, version, state, versions } = found.data
  const retire = (): void =>
    void modal.confirm({
      title: `停用预案“${card.title}”？`,
      content: '停用后不能再启动；进行中的响应不受影响。',
      okText: '停用',
      okButtonProps: { danger: true },
      onOk: async () => {
        await call(retirePlan, { params: { key }, body: { actionId: newId() } }).catch(
          (error: unknown) => void message.error(problemText(error)),
        )
        await client.invalidateQueries({ queryKey: keyOf(listPlans) })
        void found.refetch()
      },
    })
  return (
    <Page
      title={`预案：${card.title}`}
      remark={
        <>
          {card.sample && <SampleMark />} {states[state]}
        </>
      }
      actions={
        <>
          <Select
            aria-label="版本"
            value={version}
            onChange={(next: number) => url.set({ version: next === versions[0]?.version ? undefined : String(next) })}
            options={versions.map((one) => ({
              value: one.version,
              label: `第 ${one.version} 版 ${states[one.state]}　${whenText(one.changedAt)} ${one.changedBy}`,
            }))}
          />
          {manage && (
            <>
              <Button icon={<EditOutlined />} onClick={() => void navigate({ to: `/plans/${key}/edit` })}>
                修改
              </Button>
              {state !== 'retired' && <Button onClick={retire}>停用</Button>}
            </>
          )}
          {activate && state === 'published' && (
            <>
              <Button onClick={() => setStart(true)}>演练</Button>
              <Button type="primary" danger icon={<ThunderboltOutlined />} onClick={() => setStart(false)}>
                启动
              </Button>
            </>
          )}
        </>
      }
    >
      <PlanSheet plan={found.data} />
      {start !== undefined && <ActivateDrawer plan={key} drill={start} close={() => setStart(undefined)} />}
    </Page>
  )
}

function PlanSheet({ plan: { card, bound } }: { readonly plan: PlanView }) {
  const roleOf = (key: string): string => card.roles.find((role) => role.key === key)?.title ?? key
  return (
    <div className="plan-sheet">
      <div className="plan-main">
        <section className="panel">
          <h2 className="panel-head">什么时候启动</h2>
          <div className="panel-body">
            <p>{card.trigger}</p>
            <dl className="plan-whens">
              {card.levels
                .toSorted((a, b) => a.level - b.level)
                .map(({ level, when }) => (
                  <div key={level}>
                    <dt>
                      <LevelTag level={level} />
                    </dt>
                    <dd>{when}</dd>
                  </div>
                ))}
            </dl>
            {card.basis && <p className="quiet">{card.basis}</p>}
          </div>
        </section>
        <section className="panel">
          <h2 className="panel-head">谁做什么，多久</h2>
          <table className="plan-steps">
            <thead>
              <tr>
                <th>任务</th>
                <th>责任</th>
                <th>级别起</th>
                <th>响应</th>
                <th>完成</th>
              </tr>
            </thead>
            <tbody>
              {card.steps
                .toSorted((a, b) => b.level - a.level)
                .map((step) => (
                  <tr key={step.key}>
                    <td>
                      <b>{step.title}</b>
                      <span className="quiet">{step.words}</span>
                    </td>
                    <td>
                      {roleOf(step.role)}
                      <span className="quiet">{bound[step.role] ?? ''}</span>
                      {!bound[step.role] && <span className="duty-late">未定单位</span>}
                    </td>
                    <td>
                      <LevelTag level={step.level} colour={false} />
                    </td>
                    <td className="num">{step.ack} 分钟</td>
                    <td className="num">{step.finish >= 120 ? `${step.finish / 60} 小时` : `${step.finish} 分钟`}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      </div>
      <div className="plan-side">
        <section className="panel">
          <h2 className="panel-head">角色与单位</h2>
          <dl className="panel-body plan-roles">
            {card.roles.map((role) => (
              <div key={role.key}>
                <dt>{role.title}</dt>
                <dd>
                  {bound[role.key] ?? <span className="duty-late">✕ 还没有定单位</span>}
                  {role.duty && <span className="quiet">{role.duty}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="panel">
          <h2 className="panel-head">电话</h2>
          <dl className="panel-body plan-roles">
            {card.phones.map((one) => (
              <div key={one.title}>
                <dt>{one.title}</dt>
                <dd>
                  <a className="num plan-phone" href={`tel:${one.phone}`}>
                    {one.phone}
                  </a>
                  {one.words && <span className="quiet">{one.words}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="panel">
          <h2 className="panel-head">物资</h2>
          <dl className="panel-body plan-roles">
            {card.resources.map((one) => (
              <div key={`${one.title} ${one.place}`}>
                <dt>{one.title}</dt>
                <dd>
                  {one.amount}
                  <span className="quiet">
                    {one.place}
                    {one.keeper && ` · ${one.keeper}`}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <p>
          <Link to={`/boards?plan=${card.key}`}>历次启动与演练</Link>
        </p>
      </div>
    </div>
  )
}
