import { type ReactNode, useEffect, useRef } from 'react'

interface ConfirmProps {
  readonly title: string
  readonly children?: ReactNode
  /** The buttons, most likely first. */
  readonly foot: ReactNode
  readonly onClose: () => void
}

/** A question over the page, at the thumb's end. The dialog element keeps focus inside and closes by 返回 or Escape. */
export function Confirm({ title, children, foot, onClose }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2>{title}</h2>
      {children}
      <div className="sheet-foot">{foot}</div>
    </dialog>
  )
}
