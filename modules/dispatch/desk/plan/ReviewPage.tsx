import { Link, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, InputNumber } from 'antd'
import { Suspense, useState } from 'react'
import { actOnCase, readCase, readTimeline } from '#core/case/contract.ts'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { drafts } from '#platform/client/draft.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { spanText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { readBoard } from '../../plan/endpoints.ts'
import { AnswerBar } from './AnswerBar.tsx'
import { BoardTasks } from './BoardTasks.tsx'
import './board.css'
import './plan.css'

const parts = [
  { key: 'summary', title: '经过', hint: '什么时候、发生了什么、怎么处置的' },
  { key: 'good', title: '做得好的', hint: '下次照做的' },
  { key: 'gaps', title: '要改进的', hint: '慢在哪里、缺什么、谁没接上' },
] as const
type Words = Readonly<Record<(typeof parts)[number]['key'], string>>

/** 复盘: the times as they were, three questions, and each improvement as a task with an owner and a date. */
export function ReviewPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const client = useQueryClient()
  const { message } = App.useApp()
  const found = useEndpoint(readBoard, { params: { id } }, { keep: true })
  const detail = useEndpoint(readCase, { params: { id } }).data
  const timeline = useEndpoint(readTimeline, { params: { id } }).data
  const intent = useIntent()
  const draft = `review ${id}`
  const [typed, setTyped] = useState<Words>(() => drafts.read<Words>(draft) ?? { summary: '', good: '', gaps: '' })
  const [busy, setBusy] = useState(false)
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <div className="page">
        <LoadingSkeleton rows={16} />
      </div>
    )
  const { activation, tasks, improvements, review } = found.data
  const may = (key: string): boolean => (detail?.allowed ?? []).some((one) => one.key === key && one.blocked === undefined)
  const act = async (action: string, input: Record<string, unknown>): Promise<boolean> => {
    setBusy(true)
    try {
      await call(actOnCase, { params: { id }, body: { action, input, actionId: intent.idFor({ action, input }) } })
      intent.done()
      await client.invalidateQueries()
      return true
    } catch (error) {
      void message.error(problemText(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  const submit = async (): Promise<void> => {
    if (await act('review', typed)) {
      drafts.drop(draft)
      void message.success('复盘已提交')
    }
  }
  const set = (key: keyof Words, words: string): void => {
    const next = { ...typed, [key]: words }
    setTyped(next)
    drafts.write(draft, next)
  }
  const waits = tasks.filter(({ ackAt }) => ackAt).map(({ ackAt, openedAt }) => Date.parse(ackAt!) - Date.parse(openedAt))
  const mean = waits.length > 0 ? waits.reduce((sum, one) => sum + one, 0) / waits.length : undefined
  return (
    <Page title={`复盘：${activation.title}`} remark={<Link to={`/boards/${id}`}>回启动板</Link>}>
      <div className="review">
        <div className="review-main">
          <section className="panel">
            <h2 className="panel-head">时间经过</h2>
            <div className="panel-body">
              <AnswerBar {...activation} />
              <p className="quiet">
                {mean !== undefined && `平均响应 ${spanText(mean)}，最慢 ${spanText(Math.max(...waits))}；`}自动升级{' '}
                {tasks.filter(({ escalatedAt }) => escalatedAt).length} 项
              </p>
              <ul className="shift-log">
                {(timeline?.acts ?? []).map((line) => (
                  <li key={line.seq}>
                    <span className="quiet shift-log-at">
                      <Ago at={line.at} exact /> · {line.person} · {line.title}
                    </span>
                    <span>{line.answers.map(({ title, text }) => `${title}：${text}`).join('；')}</span>
                  </li>
                ))}
              </ul>
            </div>
          </section>
          <BoardTasks tasks={tasks} open={(task) => void window.open(`/cases/${task}`, '_self')} />
        </div>
        <div className="review-side">
          <section className="panel">
            <h2 className="panel-head">复盘</h2>
            <div className="panel-body">
              {parts.map(({ key, title, hint }) =>
                review ? (
                  <div key={key}>
                    <h3 className="activate-label">{title}</h3>
                    <p className="board-words">{review[key]}</p>
                  </div>
                ) : (
                  <div key={key}>
                    <label className="activate-label" htmlFor={`review-${key}`}>
                      {title}
                    </label>
                    <Input.TextArea
                      id={`review-${key}`}
                      value={typed[key]}
                      maxLength={2000}
                      placeholder={hint}
                      autoSize={{ minRows: 3, maxRows: 8 }}
                      disabled={!may('review')}
                      onChange={(event) => set(key, event.target.value)}
                    />
                  </div>
                ),
              )}
              {!review && may('review') && (
                <Button
                  type="primary"
                  className="duty-keep"
                  loading={busy}
                  disabled={parts.some(({ key }) => typed[key].trim() === '')}
                  onClick={() => void submit()}
                >
                  提交复盘
                </Button>
              )}
              {!review && !may('review') && <Alert type="info" showIcon title="结束响应后由值班长或镇领导写复盘" />}
            </div>
          </section>
          <section className="panel">
            <h2 className="panel-head">改进任务</h2>
            <div className="panel-body">
              {improvements.length === 0 && <p className="quiet">还没有改进任务。每一条都会成为有单位、有期限、要核验的任务。</p>}
              <BoardTasks tasks={improvements} open={(task) => void window.open(`/cases/${task}`, '_self')} />
              {may('improve') && <Improve add={(input) => act('improve', input)} busy={busy} />}
            </div>
          </section>
        </div>
      </div>
    </Page>
  )
}

interface ImproveProps {
  readonly add: (input: Record<string, unknown>) => Promise<boolean>
  readonly busy: boolean
}

function Improve({ add, busy }: ImproveProps) {
  const [title, setTitle] = useState('')
  const [unit, setUnit] = useState<string>()
  const [days, setDays] = useState(30)
  const send = async (): Promise<void> => {
    if (await add({ title, unit, days })) setTitle('')
  }
  return (
    <div className="improve">
      <Input aria-label="改进什么" placeholder="改进什么" maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
      <Suspense fallback={null}>
        <UnitSelect value={unit} placeholder="责任单位" onChange={(next) => setUnit(typeof next === 'string' ? next : undefined)} />
      </Suspense>
      <InputNumber aria-label="期限（天）" min={1} max={180} value={days} onChange={(next) => setDays(next ?? 30)} suffix="天" />
      <Button loading={busy} disabled={title.trim() === '' || unit === undefined} onClick={() => void send()}>
        下达改进任务
      </Button>
    </div>
  )
}
