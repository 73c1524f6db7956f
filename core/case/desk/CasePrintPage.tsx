import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import { readCase, readTimeline } from '#core/case/contract.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { exactText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { holderWords } from './HolderText.tsx'
import { PrintedActs } from './PrintedActs.tsx'
import { caseViews } from './registries.ts'
import './case-print.css'

/** The case file on paper: white, black, page numbers, source and time. */
export function CasePrintPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { townName, name, demo } = useViewer()
  const now = useNow()
  const found = useEndpoint(readCase, { params: { id } })
  const timeline = useEndpoint(readTimeline, { params: { id } })
  const view = useRegistry(caseViews).find((one) => one.process === found.data?.card.process)
  const number = found.data?.card.number
  useEffect(() => {
    if (number) document.title = `案卷 ${number}`
  }, [number])
  if (found.isError) return <FailedState error={found.error} />
  if (!found.data || !timeline.data) return <LoadingSkeleton title rows={14} />
  const { card, clocks, processTitle } = found.data
  return (
    <main className="print-file">
      <p className="print-tools">
        <Button type="primary" onClick={() => print()}>
          打印
        </Button>
      </p>
      <header>
        <p className="print-town">
          {townName}集成指挥中心 · {processTitle}案卷
        </p>
        <h1>{card.title}</h1>
        <table>
          <tbody>
            <tr>
              <th scope="row">编号</th>
              <td>{card.number}</td>
              <th scope="row">状态</th>
              <td>
                {card.stepTitle}
                {card.resultTitle && `（${card.resultTitle}）`}
              </td>
            </tr>
            <tr>
              <th scope="row">登记时间</th>
              <td>{exactText(card.openedAt)}</td>
              <th scope="row">所在网格</th>
              <td>{card.areaName}</td>
            </tr>
            <tr>
              <th scope="row">当前承办</th>
              <td>{holderWords(card.holder)}</td>
              <th scope="row">时限</th>
              <td>
                {clocks
                  .map(
                    (clock) =>
                      `${clock.title}${clock.dueAt === undefined ? '' : ` ${exactText(clock.dueAt)}`}${clock.late ? '（超时）' : ''}`,
                  )
                  .join('；')}
              </td>
            </tr>
          </tbody>
        </table>
      </header>
      {view && <view.What detail={found.data} />}
      <h2>办理过程</h2>
      <PrintedActs acts={timeline.data.acts} />
      <footer>
        来源：四河平台{demo && '（演示镇，示例数据）'}；打印人：{name}；打印时间：{exactText(now)}
      </footer>
    </main>
  )
}
