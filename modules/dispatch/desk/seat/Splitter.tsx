import type { KeyboardEvent, PointerEvent } from 'react'

interface SplitterProps {
  readonly label: string
  readonly across?: boolean
  readonly value: number
  readonly min: number
  readonly max: number
  /** 1: dragging right or down enlarges; -1: the pane lies behind the bar. */
  readonly sense: 1 | -1
  readonly onChange: (value: number) => void
}

const STEP = 24

/** A bar between two panes: by pointer, and by the arrow keys. */
export function Splitter({ label, across = false, value, min, max, sense, onChange }: SplitterProps) {
  const set = (next: number): void => onChange(Math.round(Math.min(max, Math.max(min, next))))
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const bar = event.currentTarget
    bar.setPointerCapture(event.pointerId)
    const from = across ? event.clientY : event.clientX
    const move = (moved: globalThis.PointerEvent): void => set(value + sense * ((across ? moved.clientY : moved.clientX) - from))
    const end = (): void => {
      bar.removeEventListener('pointermove', move)
      bar.removeEventListener('pointerup', end)
    }
    bar.addEventListener('pointermove', move)
    bar.addEventListener('pointerup', end)
  }
  const press = (event: KeyboardEvent): void => {
    const way = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    if (way === undefined) return
    event.preventDefault()
    set(value + way * sense * STEP)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={across ? 'horizontal' : 'vertical'}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={across ? 'seat-bar seat-bar-across' : 'seat-bar'}
      onPointerDown={drag}
      onKeyDown={press}
    />
  )
}
