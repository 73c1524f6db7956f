import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons'
import { Button, Select, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { exactText, whenText } from '#platform/client/time.ts'
import { DAYS_BACK } from '../../contract.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const STEP = 10 * MINUTE
/** How long a picture stands while playing: long enough to be read and for the next to arrive. */
const FRAME_MS = 900

const strides = [
  { value: 30 * MINUTE, label: '每步半小时' },
  { value: 60 * MINUTE, label: '每步 1 小时' },
  { value: 6 * 60 * MINUTE, label: '每步 6 小时' },
  { value: DAY, label: '每步 1 天' },
]

interface TimeBarProps {
  readonly at: string | undefined
  /** The last picture has not come yet: the play waits for it. */
  readonly busy: boolean
  readonly onAt: (at: string | undefined) => void
}

/** The town at any moment of the last 30 days, played back; at the right end it is now again. */
export function TimeBar({ at, busy, onAt }: TimeBarProps) {
  const [now, setNow] = useState(() => Date.now())
  const [playing, setPlaying] = useState(false)
  const [stride, setStride] = useState(60 * MINUTE)
  const [held, setHeld] = useState<number>()
  const first = Math.ceil((now - DAYS_BACK * DAY) / STEP) * STEP
  const last = Math.ceil(now / STEP) * STEP
  const value = held ?? (at === undefined ? last : Date.parse(at))
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (!playing || busy) return undefined
    const timer = setTimeout(() => {
      const next = value + stride
      if (next >= Date.now()) {
        setPlaying(false)
        onAt(undefined)
      } else onAt(new Date(next).toISOString())
    }, FRAME_MS)
    return () => clearTimeout(timer)
  }, [playing, busy, value, stride, onAt])
  const choose = (moment: number): void => {
    setHeld(undefined)
    onAt(moment >= Date.now() - STEP ? undefined : new Date(moment).toISOString())
  }
  const play = (): void => {
    if (!playing && at === undefined) onAt(new Date(Math.max(first, Date.now() - 7 * DAY)).toISOString())
    setPlaying(!playing)
  }
  return (
    <section className="map-panel map-time" aria-label="时间轴">
      <Button
        shape="circle"
        icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
        onClick={play}
        aria-label={playing ? '暂停' : '播放历史'}
        title={playing ? '暂停' : at === undefined ? '播放最近 7 天' : '从此刻播放'}
      />
      <Select size="small" value={stride} options={strides} onChange={setStride} aria-label="播放步长" popupMatchSelectWidth={false} />
      <Slider
        className="map-time-slider"
        min={first}
        max={last}
        step={STEP}
        value={value}
        onChange={setHeld}
        onChangeComplete={choose}
        tooltip={{ formatter: (moment) => (moment === undefined ? '' : exactText(moment).slice(0, -3)) }}
        ariaLabelForHandle="时刻"
      />
      <output className={at === undefined ? 'map-time-now' : 'map-time-past'}>
        {value >= last ? '现在' : whenText(value)}
        {value < last && <small>历史</small>}
      </output>
      <Button size="small" disabled={at === undefined} onClick={() => (setPlaying(false), choose(last))}>
        回到现在
      </Button>
    </section>
  )
}
