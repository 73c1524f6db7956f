import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { PostAnswer, listPostTasks, postAnswerWords } from '../../plan/endpoints.ts'
import { BoardTasks } from './BoardTasks.tsx'
import './board.css'
import './plan.css'

const whose = { plan: '预案响应', order: '现场指令' } as const
// A running response counts its finished posts as answered; of orders only what is open is a list of its own.
const answers = { plan: ['unanswered', 'late', 'answered'], order: ['open', 'unanswered', 'late'] } as const

/** The posts behind a number of the wall: who has answered and who has not, over all running responses or open orders. */
export function PostTasksPage() {
  const url = useUrl()
  const client = useQueryClient()
  const navigate = useNavigate()
  const of = url.get('of') === 'order' ? ('order' as const) : ('plan' as const)
  const asked = PostAnswer.safeParse(url.get('answer'))
  const answer = asked.success ? asked.data : 'unanswered'
  const found = usePages([...keyOf(listPostTasks), of, answer], (after, signal) =>
    call(listPostTasks, { query: { of, answer, limit: 60, ...(after ? { after } : {}) } }, { signal }),
  )
  useLive(['case.acted', 'case.clock-alarmed'], () => void client.invalidateQueries({ queryKey: keyOf(listPostTasks) }))
  return (
    <Page
      title={`${whose[of]}：岗位任务`}
      remark="演练不计"
      actions={
        <>
          <Segmented
            aria-label="来自"
            value={of}
            options={Object.entries(whose).map(([value, label]) => ({ value, label }))}
            onChange={(next) => url.set({ of: next === 'order' ? 'order' : undefined, answer: undefined })}
          />
          <Segmented
            aria-label="响应情况"
            value={answer}
            options={answers[of].map((value) => ({ value, label: postAnswerWords[value] }))}
            onChange={(next) => url.set({ answer: next })}
          />
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && found.rows.length === 0 && <EmptyState title={`没有${postAnswerWords[answer]}的岗位任务`} />}
      <BoardTasks tasks={found.rows} open={(id) => void navigate({ to: `/cases/${id}` })} />
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再载入一些</Button>}
    </Page>
  )
}
