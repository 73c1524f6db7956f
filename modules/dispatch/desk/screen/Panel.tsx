import { ListLink } from './ListLink.tsx'
import { FiguresBody } from './FiguresBody.tsx'
import { RankingBody } from './RankingBody.tsx'
import { RowsBody } from './RowsBody.tsx'
import { SeriesBody } from './SeriesBody.tsx'
import type { PanelData } from '#platform/contract/panel.ts'
import type { PanelHead, PanelReply } from '../../screen-record.ts'

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const isEmpty = (data: PanelData): boolean =>
  data.shape === 'rows' ? data.rows.length === 0 : data.shape === 'series' ? data.points.length === 0 : data.lines.length === 0

function Body({ data }: { readonly data: PanelData }) {
  switch (data.shape) {
    case 'figures':
      return <FiguresBody lines={data.lines} />
    case 'ranking':
      return <RankingBody lines={data.lines} />
    case 'rows':
      return <RowsBody rows={data.rows} />
    case 'series':
      return <SeriesBody data={data} />
  }
}

interface PanelProps {
  readonly head: PanelHead
  readonly reply: PanelReply | undefined
  /** Its share of the column's height beside the others. */
  readonly grow: number | undefined
}

/** One panel: its head, its figures or why there are none, when they were counted and from what. */
export function Panel({ head, reply, grow = 1 }: PanelProps) {
  const data = reply?.data
  return (
    <section
      className={`wall-panel wall-panel-${data?.shape ?? 'waits'}`}
      aria-label={head.title}
      data-panel={head.key}
      {...(data?.shape === 'figures' ? {} : { style: { flexGrow: grow } })}
    >
      <header title={head.method}>
        <h2>{head.title}</h2>
        {data?.shape === 'rows' && data.total !== undefined && (
          <ListLink href={data.href} className="wall-panel-total">
            共 <b className="wall-num">{data.total}</b> 件
          </ListLink>
        )}
        <small>
          {reply && <time dateTime={reply.at}>{clock.format(new Date(reply.at))}</time>} {head.source}
        </small>
      </header>
      {reply?.failed !== undefined && (
        <p className="wall-panel-word" role="status">
          {reply.failed}
        </p>
      )}
      {!reply && <p className="wall-panel-word wall-panel-waits">正在统计</p>}
      {data && (isEmpty(data) ? <p className="wall-panel-word">现在没有这样的数据</p> : <Body data={data} />)}
    </section>
  )
}
