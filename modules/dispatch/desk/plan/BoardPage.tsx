import { Link, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { Suspense, useState } from 'react'
import { readCase } from '#core/case/contract.ts'
import { ActDrawer, CasePanel } from '#core/case/desk/index.tsx'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { readBoard, triggerTitles } from '../../plan/endpoints.ts'
import { AnswerBar } from './AnswerBar.tsx'
import { BoardTasks } from './BoardTasks.tsx'
import { DrillMark, LevelTag } from './LevelTag.tsx'
import './board.css'
import './plan.css'

/** One response as the room watches it: who answered, who has not, and what may be done now. */
export function BoardPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const client = useQueryClient()
  const found = useEndpoint(readBoard, { params: { id } }, { keep: true })
  const detail = useEndpoint(readCase, { params: { id } }).data
  const [open, setOpen] = useState<string>()
  const [action, setAction] = useState<string>()
  useLive(
    ['case.acted', 'case.clock-alarmed'],
    () => {
      void client.invalidateQueries({ queryKey: keyOf(readBoard) })
      void client.invalidateQueries({ queryKey: keyOf(readCase) })
    },
    300,
  )
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <div className="page">
        <LoadingSkeleton rows={16} />
      </div>
    )
  const { activation, words, source, address, tasks, improvements, review, card, at } = found.data
  const allowed = (detail?.allowed ?? []).filter(({ blocked }) => blocked === undefined)
  const acting = allowed.find(({ key }) => key === action)
  const nobody = tasks.filter(({ answer }) => answer === 'nobody').length
  return (
    <Page
      title={activation.title}
      remark={
        <>
          <span className="num">{activation.number}</span> · 截至 <Ago at={at} exact />
        </>
      }
      actions={
        <>
          {activation.step === 'review' && (
            <Link to={`/boards/${id}/review`}>
              <Button type="primary">写复盘</Button>
            </Link>
          )}
          {allowed
            .filter(({ key }) => !['review', 'improve'].includes(key))
            .map(({ key, title, tone }) => (
              <Button key={key} type={tone === 'primary' ? 'primary' : 'default'} danger={key === 'dismiss'} onClick={() => setAction(key)}>
                {title}
              </Button>
            ))}
          <Link to={`/cases/${id}`}>
            <Button>案卷</Button>
          </Link>
        </>
      }
    >
      <section className="panel board-head">
        <p className="board-marks">
          {activation.drill && <DrillMark />}
          <LevelTag level={activation.level} />
          <b>{activation.stepTitle}</b>
          <span className="quiet">
            {triggerTitles[activation.trigger]}：{source} · <Ago at={activation.activatedAt ?? activation.openedAt} exact />
            {address && ` · ${address}`}
          </span>
        </p>
        {words && <p className="board-words">{words}</p>}
        {activation.step === 'proposed' ? (
          <Alert type="warning" showIcon title="这是提议，还没有下达任何任务。请值班长核实后启动，或写明理由不启动。" />
        ) : (
          <AnswerBar {...activation} />
        )}
        {nobody > 0 && (
          <Alert
            type="error"
            showIcon
            className="duty-alert"
            title={`有 ${nobody} 项任务没有人：预案里的角色还没有定单位，或值班表上没有人。请点开任务下达给单位或人。`}
          />
        )}
      </section>
      <BoardTasks tasks={tasks} open={setOpen} />
      {(review || improvements.length > 0) && (
        <section className="panel">
          <h2 className="panel-head">
            复盘
            <Link className="panel-more" to={`/boards/${id}/review`}>
              打开
            </Link>
          </h2>
          <div className="panel-body">
            {review && <p>{review.gaps}</p>}
            <p className="quiet">
              改进任务 {improvements.length} 项，已完成 {improvements.filter(({ answer }) => answer === 'done').length} 项
            </p>
          </div>
        </section>
      )}
      {card && card.phones.length > 0 && (
        <p className="board-phones">
          电话：
          {card.phones.map(({ title, phone }) => (
            <a key={title} href={`tel:${phone}`}>
              {title} <b className="num">{phone}</b>
            </a>
          ))}
        </p>
      )}
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} size={640} title="任务" destroyOnHidden>
        {open && (
          <Suspense fallback={<LoadingSkeleton rows={10} />}>
            <CasePanel key={open} id={open} narrow />
          </Suspense>
        )}
      </Drawer>
      {acting && detail && (
        <Suspense fallback={null}>
          <ActDrawer
            detail={detail}
            action={acting}
            close={() => setAction(undefined)}
            onActed={() => void client.invalidateQueries({ queryKey: keyOf(readBoard) })}
          />
        </Suspense>
      )}
    </Page>
  )
}
