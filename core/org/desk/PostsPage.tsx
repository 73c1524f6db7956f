import { Segmented } from 'antd'
import { Page } from '#platform/client/desk/Page.tsx'
import { useUrl } from '#platform/client/use-url.ts'
import { PostList } from './PostList.tsx'
import { RolePanel } from './RolePanel.tsx'
import './org-desk.css'

/** 岗位与角色: the chairs of the town, and what each role may do. */
export function PostsPage() {
  const { get, set } = useUrl()
  const tab = get('tab') === 'roles' ? 'roles' : 'posts'
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
          ]}
          onChange={(next) => set({ tab: next === 'roles' ? 'roles' : undefined, role: undefined })}
        />
      }
    >
      {tab === 'posts' ? <PostList /> : <RolePanel />}
    </Page>
  )
}
