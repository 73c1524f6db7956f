import { AudioMutedOutlined, AudioOutlined, ExportOutlined, ProfileOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readMySeat } from '../../seat/endpoints.ts'
import { PhrasesDrawer } from './PhrasesDrawer.tsx'

interface SeatToolsProps {
  readonly muted: boolean
  readonly mute: () => void
  readonly apart: boolean
  readonly toggleMap: () => void
}

/** The seat's own tools: the bell, the second monitor, phrases, and what I did in this shift. */
export function SeatTools({ muted, mute, apart, toggleMap }: SeatToolsProps) {
  const [phrases, setPhrases] = useState(false)
  return (
    <>
      <Popover trigger="click" placement="bottomRight" content={<Mine />}>
        <Button icon={<ProfileOutlined />}>本班</Button>
      </Popover>
      <Button onClick={() => setPhrases(true)}>常用语</Button>
      <Button icon={<ExportOutlined />} onClick={toggleMap}>
        {apart ? '收回地图' : '地图单开窗口'}
      </Button>
      <Button icon={muted ? <AudioMutedOutlined /> : <AudioOutlined />} aria-pressed={muted} onClick={mute}>
        {muted ? '已静音' : '响铃'}
      </Button>
      {phrases && <PhrasesDrawer close={() => setPhrases(false)} />}
    </>
  )
}

function Mine() {
  const { data } = useEndpoint(readMySeat, {}, { staleTime: 0 })
  if (!data) return <p className="quiet">正在统计</p>
  return (
    <div className="seat-mine">
      <p className="quiet">
        {data.shift}，{whenText(data.since)} 至今，经手 <b className="num">{data.cases}</b> 件
      </p>
      <dl>
        {data.acts.map(({ title, count }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className="num">{count}</dd>
          </div>
        ))}
      </dl>
      {data.acts.length === 0 && <p className="quiet">这一班还没有办理记录</p>}
    </div>
  )
}
