import { CheckCircleFilled, PlusOutlined, UserAddOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { listPosts, roleDuties } from '../contract.ts'
import type { Post, UnitDetail } from '../contract.ts'
import { AppointDrawer } from './AppointDrawer.tsx'
import { AreasText } from './AreasInput.tsx'
import { PostDrawer } from './PostDrawer.tsx'

interface UnitPostsProps {
  readonly unit: UnitDetail
  readonly at: string
  readonly today: string
}

/** The unit's posts on the day and who sits there; for a new unit the next step stands out until somebody does. */
export function UnitPosts({ unit, at, today }: UnitPostsProps) {
  // A unit set up for a later day has its posts from then on.
  const day = unit.from > at ? unit.from : at
  const found = useEndpoint(listPosts, { query: { unitId: unit.id, limit: 200, ...(day === today ? {} : { at: day }) } }, { keep: true })
  const [post, setPost] = useState<Post | 'new'>()
  const [appointing, setAppointing] = useState<Post>()
  const mayPost = useMay('org.post.manage')
  const mayAppoint = useMay('org.appointment.manage')
  const mayAdmins = useMay('org.role.manage')
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  const posts = found.data?.rows ?? []
  const filled = posts.filter(({ holders }) => holders.length > 0).length
  const ended = unit.to !== null && unit.to <= today
  const settingUp = found.data !== undefined && !ended && (mayPost || mayAppoint) && filled === 0
  return (
    <section className="panel">
      <h3 className="panel-head">
        岗位与在岗人员
        <span className="quiet">{found.data && `${posts.length} 个岗位，${posts.length - filled} 个空缺`}</span>
        {mayPost && !ended && (
          <span className="panel-more">
            <Button size="small" icon={<PlusOutlined />} type={posts.length === 0 ? 'primary' : 'default'} onClick={() => setPost('new')}>
              设岗位
            </Button>
          </span>
        )}
      </h3>
      <div className="panel-body">
        {settingUp && <SetupSteps posts={posts.length} />}
        {found.isPending && <LoadingSkeleton rows={4} />}
        {found.data && posts.length === 0 && !settingUp && <EmptyState title="当日没有岗位" />}
        {posts.length > 0 && (
          <table className="plain-table">
            <thead>
              <tr>
                <th>岗位</th>
                <th>角色</th>
                <th>辖区</th>
                <th>在岗人员</th>
                <th aria-label="操作" />
              </tr>
            </thead>
            <tbody>
              {posts.map((row) => (
                <tr key={row.id}>
                  <td>{row.title}</td>
                  <td>{row.roleTitle}</td>
                  <td className="num quiet">
                    <AreasText codes={row.areas} />
                  </td>
                  <td>
                    {row.holders.length === 0 && <span className="org-vacant">空缺</span>}
                    {row.holders.map(({ personId, name }) => (
                      <Link key={personId} to={`/org/people/${personId}`} className="org-holder">
                        {name}
                      </Link>
                    ))}
                  </td>
                  <td className="org-acts">
                    {mayAppoint && !ended && (
                      <AppointButton post={row} may={mayAdmins || roleDuties[row.role] === undefined} open={setAppointing} />
                    )}
                    {mayPost && !ended && (
                      <Button size="small" type="text" onClick={() => setPost(row)} aria-label={`修改岗位${row.title}`}>
                        修改
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {post && <PostDrawer unit={unit} post={post === 'new' ? undefined : post} close={() => setPost(undefined)} />}
      {appointing && <AppointDrawer post={appointing} close={() => setAppointing(undefined)} />}
    </section>
  )
}

function AppointButton({ post, may, open }: { readonly post: Post; readonly may: boolean; readonly open: (post: Post) => void }) {
  const vacant = post.holders.length === 0
  return (
    <Tooltip title={may ? undefined : '管理员岗位须由安全管理员任命'}>
      <Button
        size="small"
        type={vacant && may ? 'primary' : 'text'}
        ghost={vacant && may}
        disabled={!may}
        icon={<UserAddOutlined />}
        onClick={() => open(post)}
      >
        安排人员
      </Button>
    </Tooltip>
  )
}

/** Where a new office stands on its way to its first working day. */
function SetupSteps({ posts }: { readonly posts: number }) {
  const steps = [
    { title: '设立单位', done: true },
    { title: posts > 0 ? `设岗位（已设 ${posts} 个）` : '设岗位：点右上“设岗位”，选好角色就有相应权限', done: posts > 0 },
    { title: posts > 0 ? '安排人员：在岗位后点“安排人员”，没有账号的可当场新建' : '安排人员', done: false },
  ]
  const next = steps.findIndex(({ done }) => !done)
  return (
    <ol className="setup-steps" aria-label="新单位启用步骤">
      {steps.map(({ title, done }, index) => (
        <li
          key={title}
          className={done ? 'setup-done' : index === next ? 'setup-next' : ''}
          aria-current={index === next ? 'step' : undefined}
        >
          {done ? <CheckCircleFilled aria-label="已完成" /> : <b className="num">{index + 1}</b>} {title}
        </li>
      ))}
    </ol>
  )
}
