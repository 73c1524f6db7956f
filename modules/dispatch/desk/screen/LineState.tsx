import { useEffect, useState } from 'react'

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
/** A line that comes back within this time was not lost to anybody who looks. */
const PATIENCE_MS = 3_000

interface LineStateProps {
  readonly up: boolean
  readonly failing: boolean
  /** When the server last answered. */
  readonly at: number
}

/** Says whether the wall is alive; an old picture must not look like a living one. */
export function LineState({ up, failing, at }: LineStateProps) {
  const well = up && !failing
  const [lost, setLost] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLost(!well), well ? 0 : PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [well])
  return (
    <p className={lost ? 'wall-line wall-line-lost' : 'wall-line'} role="status">
      {lost ? `连接中断，正在恢复${at > 0 ? ` · 数据截至 ${clock.format(at)}` : ''}` : '实时'}
    </p>
  )
}
