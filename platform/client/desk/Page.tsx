import type { ReactNode } from 'react'
import { useEffect } from 'react'
import './page.css'

interface PageProps {
  readonly title: string
  /** A quiet remark beside the title: source and time of what is shown. */
  readonly remark?: ReactNode | undefined
  readonly actions?: ReactNode
  /** Uses the whole height and scrolls inside. */
  readonly fill?: boolean
  readonly children: ReactNode
}

/** The frame of a desk page: one heading, actions at its right, content. Names the browser tab too. */
export function Page({ title, remark, actions, fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 四河`
  }, [title])
  return (
    <section className={fill ? 'page page-fill' : 'page'}>
      <header className="page-head">
        <h1>{title}</h1>
        {remark && <span className="page-remark">{remark}</span>}
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
