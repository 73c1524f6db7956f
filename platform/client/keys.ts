import { useEffect, useRef } from 'react'

/** Key name (`j`, `Enter`, `?`, `ctrl+Enter`) → what to do. A handler that answers `false` lets the browser go on. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const onButton = (target: EventTarget | null): boolean => target instanceof HTMLElement && /^(?:BUTTON|A|SUMMARY)$/.test(target.tagName)

/** A dialog or drawer is open: the page's own keys rest. */
const covered = (): boolean =>
  document.querySelector(
    '.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, .ant-select-dropdown:not(.ant-select-dropdown-hidden):not([style*="display: none"])',
  ) !== null

/**
 * Keys of a page. Plain keys rest while somebody types or a dialog is open; keys with `ctrl+` always work. An Enter on
 * a focused button stays the button's.
 */
export function useKeys(map: KeyMap, enabled = true): void {
  const latest = useRef(map)
  useEffect(() => {
    latest.current = map
  })
  useEffect(() => {
    if (!enabled) return undefined
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const ctrl = event.ctrlKey || event.metaKey
      const name = ctrl ? `ctrl+${event.key}` : event.key
      const act = latest.current[name]
      if (!act) return
      if (!ctrl && (typing(event.target) || covered())) return
      if (event.key === 'Enter' && !ctrl && onButton(event.target)) return
      if (act(event) !== false) event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [enabled])
}
