import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { PlusOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useMay } from '#platform/client/viewer.ts'
import { newId } from '#platform/contract/id.ts'
import { addSamples, listPlans } from '../../plan/endpoints.ts'
import { ActivateDrawer } from './ActivateDrawer.tsx'
import { LevelTag, SampleMark } from './LevelTag.tsx'
import './plan.css'

const states = { draft: '草稿', published: '已发布', retired: '已停用' } as const

/** 预案库: each plan as a card that can be started from here. */
export function PlansPage() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [manage, activate] = [useMay('dispatch.plan.manage'), useMay('dispatch.plan.activate')]
  const [start, setStart] = useState<{ key: string; drill: boolean }>()
  const found = usePages(keyOf(listPlans), (after, signal) => call(listPlans, { query: after ? { after } : {} }, { signal }))
  const samples = async (): Promise<void> => {
    try {
      const { added } = await call(addSamples, { body: { actionId: newId() } })
      void message.success(added.length > 0 ? `已装入：${added.join('、')}` : '三个示例预案都已在库里')
    } catch (error) {
      void message.error(problemText(error))
    }
    await client.invalidateQueries({ queryKey: keyOf(listPlans) })
  }
  return (
    <Page
      title="预案库"
      actions={
        manage && (
          <>
            <Button onClick={() => void samples()}>装入示例预案</Button>
            <Link to="/plans/new/edit">
              <Button icon={<PlusOutlined />}>新建预案</Button>
            </Link>
          </>
        )
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title="还没有预案">可以先装入示例预案（暴雨、燃气泄漏、走失老人），再改成本镇的。</EmptyState>
      )}
      <div className="plan-grid">
        {found.rows.map((plan) => (
          <article key={plan.key} className="panel plan-card">
            <h2>
              <Link to={`/plans/${plan.key}`}>{plan.title}</Link>
              {plan.sample && <SampleMark />}
              <span className="panel-more quiet">
                第 {plan.version} 版 · {states[plan.state]}
              </span>
            </h2>
            <p className="plan-trigger">{plan.trigger}</p>
            <p className="plan-levels">
              {plan.levels.map((level) => (
                <LevelTag key={level} level={level} />
              ))}
            </p>
            <p className="quiet">
              {plan.steps} 项任务
              {plan.unbound > 0 && <span className="duty-late">，{plan.unbound} 个角色还没有定单位</span>} ·{' '}
              <Ago at={plan.changedAt} exact /> {plan.changedBy}
            </p>
            {activate && plan.state === 'published' && (
              <div className="plan-card-foot">
                <Button type="primary" danger icon={<ThunderboltOutlined />} onClick={() => setStart({ key: plan.key, drill: false })}>
                  启动
                </Button>
                <Button onClick={() => setStart({ key: plan.key, drill: true })}>演练</Button>
              </div>
            )}
          </article>
        ))}
      </div>
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再载入一些</Button>}
      {start && <ActivateDrawer plan={start.key} drill={start.drill} close={() => setStart(undefined)} />}
    </Page>
  )
}
