import { useEffect, useState } from 'react'

const zone = { timeZone: 'Asia/Shanghai' } as const
const time = new Intl.DateTimeFormat('zh-CN', { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const date = new Intl.DateTimeFormat('zh-CN', { ...zone, year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })

/** The wall is also the room's clock. */
export function WallClock() {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    // On the second, so that two walls tick together.
    const tick = (): void => {
      setNow(Date.now())
      timer = setTimeout(tick, 1_000 - (Date.now() % 1_000))
    }
    timer = setTimeout(tick, 1_000 - (Date.now() % 1_000))
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="wall-clock">
      <time className="wall-num">{time.format(now)}</time>
      <span>{date.format(now).replace(/(星期.)/u, ' $1')}</span>
    </p>
  )
}
