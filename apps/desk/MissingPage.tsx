import { Link } from '@tanstack/react-router'
import { EmptyState } from '#platform/client/desk/StateBlocks.tsx'

export function MissingPage() {
  return (
    <EmptyState title="没有这一页">
      地址可能写错了，或者页面已经搬走。<Link to="/">回到首页</Link>
    </EmptyState>
  )
}
