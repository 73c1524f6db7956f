import { useMay } from '#platform/client/viewer.ts'
import { Segmented } from 'antd'
import { Page } from '#platform/client/desk/Page.tsx'
import { useUrl } from '#platform/client/use-url.ts'
import { PostList } from './PostList.tsx'
import { RolePanel } from './RolePanel.tsx'
import { SecurityPanel } from './SecurityPanel.tsx'
import './org-desk.css'

/** 岗位与角色: the chairs of the town, and what each role may do. */
export function PostsPage() {
  const { get, set } = useUrl()
  const maySecure = useMay('org.role.manage')
  const wanted = get('tab')
  const tab = wanted === 'roles' || (wanted === 'security' && maySecure) ? wanted : 'posts'
  return (
    <Page
      title="岗位与角色"
      actions={
        <Segmented
          aria-label="看岗位还是角色"
          value={tab}
          options={[
            { value: 'posts', label: '岗位' },
            { value: 'roles', label: '角色与权限' },
            ...(maySecure ? [{ value: 'security', label: '登录安全' }] : []),
          ]}
          onChange={(next) => set({ tab: next === 'posts' ? undefined : next, role: undefined })}
        />
      }
    >
      {tab === 'posts' ? <PostList /> : tab === 'roles' ? <RolePanel /> : <SecurityPanel />}
    </Page>
  )
}
