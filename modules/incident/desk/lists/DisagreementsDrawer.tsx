import { Link } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import type { Disagreement } from '../../door-endpoints.ts'
import { listDisagreements } from '../../door-endpoints.ts'

const PAGE = 50

/** The orders behind 状态不一致: theirs beside ours, each opening its case, where the difference is settled. */
export function DisagreementsDrawer({
  system,
  name,
  close,
}: {
  readonly system: string
  readonly name: string
  readonly close: () => void
}) {
  const found = usePages<z.infer<typeof Disagreement>>([...keyOf(listDisagreements), system], (after, signal) =>
    call(listDisagreements, { params: { system }, query: { limit: PAGE, after } }, { signal }),
  )
  return (
    <Drawer open size={720} onClose={close} title={`${name}：状态不一致的工单`}>
      <p className="quiet">对方已结而本镇未结的，请核实后按流程办结或回访；对方已重办而本镇已结的，请打开案件重开。</p>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && found.rows.length === 0 && <EmptyState title="没有不一致的工单">双方状态现已一致。</EmptyState>}
      {found.rows.length > 0 && (
        <table className="lists-apart">
          <thead>
            <tr>
              <th scope="col">对方编号</th>
              <th scope="col">对方状态</th>
              <th scope="col">本镇事件</th>
              <th scope="col">本镇状态</th>
              <th scope="col">对方最近来信</th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.number}>
                <td className="num">{row.number}</td>
                <td>
                  {row.theirs} <span className="quiet">{row.meaning}</span>
                </td>
                <td>
                  <Link to={`/cases/${row.caseId}`}>{row.caseNumber}</Link> {row.title}
                </td>
                <td>
                  {row.ours}
                  {!row.open && <span className="quiet">（已结）</span>}
                </td>
                <td>
                  <Ago at={row.lastAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage && (
        <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          再看 {PAGE} 件
        </Button>
      )}
    </Drawer>
  )
}
