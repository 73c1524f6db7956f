import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Slider, Tag } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow, whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { listDuties, readPersonTrack } from '../contract.ts'
import { TrackMap } from './TrackMap.tsx'
import './patrol.css'

/** A whole day passes in about half a minute. */
const FRAMES = 240
const FRAME_MS = 120

const kilometres = (metres: number): string => `${(metres / 1000).toFixed(1)} 公里`

/** One person's day on the map: where, when, the gaps, and that looking leaves a trace. */
export function ReplayPage() {
  const today = dayText(useNow())
  const url = useUrl()
  const day = url.get('day') ?? today
  const person = url.get('person')
  const duties = usePages([...keyOf(listDuties), day], (after) =>
    call(listDuties, { query: { day, limit: 100, ...(after ? { after } : {}) } }),
  )
  const track = useEndpoint(readPersonTrack, { params: { id: person ?? '' }, query: { day } }, { enabled: person !== undefined })
  const points = useMemo(() => track.data?.segments.flat() ?? [], [track.data])
  const [step, setStep] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [words, setWords] = useState('')
  const now = points[Math.min(step, points.length - 1)]
  const last = points.length - 1
  useEffect(() => {
    if (!playing) return undefined
    const timer = setInterval(() => setStep((at) => Math.min(last, at + Math.max(1, Math.ceil(last / FRAMES)))), FRAME_MS)
    return () => clearInterval(timer)
  }, [playing, last])
  // At the end it stops by itself.
  if (playing && step >= last) setPlaying(false)
  const listed = duties.rows.filter(({ name, post }) => words === '' || name.includes(words) || post.includes(words))
  return (
    <Page
      title="轨迹回放"
      remark="每次回放都会记下来，本人在手机上看得到"
      fill
      actions={
        <DatePicker
          aria-label="日期"
          allowClear={false}
          value={dayjs(day)}
          onChange={(next) => {
            setStep(0)
            url.set({ day: next?.format('YYYY-MM-DD') })
          }}
        />
      }
    >
      <div className="patrol-split">
        <aside className="panel patrol-side" aria-label="当天上岗人员">
          {duties.isPending && <LoadingSkeleton rows={8} />}
          {duties.isError && <FailedState error={duties.error} retry={() => void duties.refetch()} />}
          {duties.data && duties.rows.length === 0 && <EmptyState title="这一天没有人上岗">换一天看看。</EmptyState>}
          {duties.rows.length > 8 && (
            <Input
              allowClear
              aria-label="按姓名或岗位查找"
              placeholder="姓名或岗位"
              onChange={(event) => setWords(event.target.value.trim())}
              style={{ width: 'calc(100% - 24px)', margin: '4px 12px 6px' }}
            />
          )}
          {listed.map((row) => (
            <button
              key={row.id}
              type="button"
              className="patrol-line"
              aria-pressed={row.personId === person}
              onClick={() => {
                setStep(0)
                setPlaying(false)
                url.set({ person: row.personId })
              }}
            >
              {row.name} <Tag>{row.kindTitle}</Tag>
              <br />
              <span className="quiet">
                {row.post} · {whenText(row.startedAt)} 上岗
              </span>
            </button>
          ))}
          {duties.hasNextPage && (
            <Button block type="text" onClick={() => void duties.fetchNextPage()}>
              更多
            </Button>
          )}
        </aside>
        <section className="panel patrol-map" aria-label="轨迹">
          {person === undefined && <EmptyState title="选一个人看他这一天走到哪里">左侧是当天上过岗的人。</EmptyState>}
          {track.isError && <FailedState error={track.error} retry={() => void track.refetch()} />}
          {person !== undefined && !track.isError && (
            <>
              <TrackMap label={`${track.data?.name ?? ''}的轨迹`} track={track.data} at={now ? [now[0], now[1]] : undefined} />
              <div className="patrol-play">
                <strong>{track.data?.name}</strong>
                {track.data && points.length === 0 && <span>这一天没有留下轨迹</span>}
                {points.length > 0 && (
                  <>
                    <Button
                      shape="circle"
                      size="small"
                      icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
                      aria-label={playing ? '暂停' : '播放'}
                      onClick={() => {
                        if (!playing && step >= last) setStep(0)
                        setPlaying(!playing)
                      }}
                    />
                    <span className="num">{now ? whenText(now[2] * 1000) : ''}</span>
                    <Slider
                      min={0}
                      max={points.length - 1}
                      value={Math.min(step, points.length - 1)}
                      onChange={setStep}
                      tooltip={{ formatter: null }}
                      ariaLabelForHandle="时间"
                    />
                    <span className="num">
                      {kilometres(track.data?.metres ?? 0)}
                      {track.data &&
                        track.data.gaps.length > 0 &&
                        `，另有 ${track.data.gaps.length} 段无信号折 ${kilometres(track.data.gapMetres)}`}
                    </span>
                    {(track.data?.mocked ?? 0) > 0 && <Tag color="error">{track.data?.mocked} 个模拟定位</Tag>}
                  </>
                )}
              </div>
            </>
          )}
        </section>
      </div>
    </Page>
  )
}
