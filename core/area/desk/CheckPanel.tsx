import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/client/call.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import type { Finding } from '../contract.ts'
import { checkBoundaries } from '../contract.ts'
import { FindingList } from './FindingList.tsx'

/** Everything wrong with the borders of the day shown; each leads to its place. */
export function CheckPanel({ at, show }: { readonly at: string; readonly show: (finding: Finding) => void }) {
  const check = useQuery({
    queryKey: ['area-check', at],
    queryFn: () => call(checkBoundaries, { body: { at } }, { reads: true }),
    staleTime: 60_000,
  })
  if (check.isPending) return <LoadingSkeleton rows={6} />
  if (check.isError) return <FailedState error={check.error} retry={() => void check.refetch()} />
  const { findings, count } = check.data
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <div className="area-check">
      <p className="area-summary">
        {at} 的 {count} 个区域：{errors} 处错误，{findings.length - errors} 处提醒
        <Button size="small" loading={check.isFetching} onClick={() => void check.refetch()}>
          重新检查
        </Button>
      </p>
      {findings.length === 0 ? (
        <EmptyState title="没有发现问题">各级边界相接，没有重叠和空洞</EmptyState>
      ) : (
        <FindingList findings={findings} show={show} />
      )}
    </div>
  )
}
