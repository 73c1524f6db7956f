import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { back } from './address.ts'

interface ScreenProps {
  readonly title: string
  readonly children: ReactNode
  /** The one thing to do here, kept under the thumb. */
  readonly foot?: ReactNode
  /** First pages have no way back. */
  readonly first?: boolean
  readonly onBack?: () => void
}

/** The frame of a phone page: title, way back, content, and the main button at the bottom. */
export function Screen({ title, children, foot, first = false, onBack = back }: ScreenProps) {
  return (
    <main className={foot ? 'screen with-foot' : 'screen'}>
      <div className="screen-head">
        {!first && (
          <button type="button" className="screen-back" aria-label="返回" onClick={onBack}>
            <Icon name="back" />
          </button>
        )}
        <h1>{title}</h1>
      </div>
      {children}
      {foot && <div className="screen-foot">{foot}</div>}
    </main>
  )
}

/** Nothing here, in words, with a way on. */
export function Empty({ children, act }: { readonly children: ReactNode; readonly act?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {act}
    </div>
  )
}
