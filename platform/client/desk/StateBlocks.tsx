import type { ReactNode } from 'react'
import { Button, Skeleton } from 'antd'
import { ProblemError } from '../problem-error.ts'
import './state-blocks.css'

interface Words {
  readonly title: string
  readonly children?: ReactNode
}

function Drawing({ kind }: { readonly kind: 'empty' | 'failed' | 'forbidden' }) {
  const inner = {
    empty: <path d="M14 40 32 28l18 12v14H14zM14 40h11a7 7 0 0 0 14 0h11M26 20h12M32 14v12" />,
    failed: <path d="M32 12 54 52H10zM32 28v11M32 45v1" />,
    forbidden: <path d="M20 30v-6a12 12 0 0 1 24 0v6M15 30h34v24H15zM32 39v7" />,
  }[kind]
  return (
    <svg className="state-drawing" viewBox="0 0 64 64" width="56" height="56" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round">
        {inner}
      </g>
    </svg>
  )
}

/** Nothing to show, said in words, with the way out as children. */
export function EmptyState({ title, children }: Words) {
  return (
    <div className="state-block">
      <Drawing kind="empty" />
      <p className="state-title">{title}</p>
      {children && <div className="state-more">{children}</div>}
    </div>
  )
}

/** The post may not see this; the way out is another post or the administrator. */
export function ForbiddenState({ title = '当前岗位不能查看这一页', children }: Partial<Words>) {
  return (
    <div className="state-block" role="alert">
      <Drawing kind="forbidden" />
      <p className="state-title">{title}</p>
      <div className="state-more">{children ?? '可在右上角切换岗位；仍不能查看时，请联系系统管理员。'}</div>
    </div>
  )
}

/** What failed and the way out; 403 and 404 are answers of their own kind. */
export function FailedState({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const problem = error instanceof ProblemError ? error.problem : undefined
  if (problem?.status === 403) return <ForbiddenState>{problem.detail ?? problem.way}</ForbiddenState>
  return (
    <div className="state-block" role="alert">
      <Drawing kind={problem?.status === 404 ? 'empty' : 'failed'} />
      <p className="state-title">{problem?.detail ?? problem?.title ?? '页面出现异常'}</p>
      <div className="state-more">
        <p>{problem?.way ?? '请刷新后再试；如仍失败，把时间告诉系统管理员。'}</p>
        {retry && <Button onClick={retry}>重试</Button>}
      </div>
    </div>
  )
}

/** Grey lines where the content will stand. */
export function LoadingSkeleton({ rows = 6, title = false }: { readonly rows?: number; readonly title?: boolean }) {
  return (
    <div aria-busy="true" aria-label="正在加载">
      <Skeleton active title={title} paragraph={{ rows }} />
    </div>
  )
}
