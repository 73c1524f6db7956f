import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { updatePost } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { dayText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { StrayPost } from '../contract.ts'
import { listStrayPosts } from '../contract.ts'
import './area.css'

type Stray = StrayPost['strays'][number]

const shareWords = (share: number): string => (share > 0.995 ? '' : `（承接约 ${Math.round(share * 100)}%）`)

/** 岗位还在已停用的网格上: nobody answers for the ground until they are moved; one tap moves one to the grid that took over. */
export function StrayPosts() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const found = useEndpoint(listStrayPosts, {}, { staleTime: 30_000 })
  const mayMove = useMay('org.post.manage')
  const today = dayText(useNow())
  const [busy, setBusy] = useState<string>()
  const posts = found.data?.posts ?? []
  if (posts.length === 0) return null
  const move = async (post: StrayPost, stray: Stray, to: readonly string[]): Promise<void> => {
    setBusy(`${post.postId} ${stray.code}`)
    try {
      const areas = [...new Set([...post.areas.filter((code) => code !== stray.code), ...to])]
      await call(updatePost, {
        params: { id: post.postId },
        body: { title: post.title, role: post.role, areas, to: post.to, version: post.version },
      })
      void message.success(to.length === 0 ? `“${post.title}”已去掉停用的网格` : `“${post.title}”已改到承接网格`)
    } catch (error) {
      void message.error(problemText(error))
    } finally {
      setBusy(undefined)
      await client.invalidateQueries()
    }
  }
  return (
    <Alert
      type="warning"
      showIcon
      className="stray-posts"
      title={`${posts.length} 个岗位还在已停用或将停用的网格上`}
      description={
        <ul>
          {posts.flatMap((post) =>
            post.strays.map((stray) => (
              <li key={`${post.postId} ${stray.code}`}>
                <span>
                  <b>{post.title}</b> {post.unitName}
                  {post.holders.length > 0 && ` · ${post.holders.join('、')}`}
                  <br />
                  {stray.name || '没有这个编码'} <span className="num">{stray.code}</span>
                  {stray.endedOn !== undefined && ` ${stray.endedOn} 起${stray.endedOn > today ? '将停用' : '已停用'}`}
                </span>
                {mayMove && (
                  <span className="stray-moves">
                    {stray.successors.slice(0, 3).map(({ code, name, share }) => (
                      <Button
                        key={code}
                        size="small"
                        loading={busy === `${post.postId} ${stray.code}`}
                        onClick={() => void move(post, stray, [code])}
                      >
                        改到 {name}
                        {shareWords(share)}
                      </Button>
                    ))}
                    {stray.successors.length > 1 && (
                      <Button
                        size="small"
                        disabled={busy !== undefined}
                        onClick={() =>
                          void move(
                            post,
                            stray,
                            stray.successors.map(({ code }) => code),
                          )
                        }
                      >
                        改到全部 {stray.successors.length} 个
                      </Button>
                    )}
                    {stray.successors.length === 0 && (
                      <Button size="small" disabled={busy !== undefined} onClick={() => void move(post, stray, [])}>
                        从岗位去掉
                      </Button>
                    )}
                  </span>
                )}
              </li>
            )),
          )}
        </ul>
      }
    />
  )
}
