import { useEffect, useRef, useState } from 'react'
import { isStill } from './still.ts'

const COUNT_MS = 700
const countText = (value: number, decimals: number): string =>
  value.toLocaleString('zh-CN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** A figure that counts up or down only when it changed: motion means news. */
export function Counted({ value }: { readonly value: number }) {
  const shown = useRef(value)
  const [now, setNow] = useState(value)
  useEffect(() => {
    const from = shown.current
    if (from === value) return undefined
    // Without motion it is there with the next frame.
    const length = isStill() ? 1 : COUNT_MS
    const start = performance.now()
    let frame = requestAnimationFrame(function step(at) {
      const done = Math.min(1, (at - start) / length)
      shown.current = from + (value - from) * (1 - (1 - done) ** 3)
      setNow(shown.current)
      if (done < 1) frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [value])
  const whole = Number.isInteger(value)
  return (
    <span className={now === value ? 'wall-num' : 'wall-num wall-num-moves'}>
      {countText(whole ? Math.round(now) : now, whole ? 0 : 1)}
    </span>
  )
}
