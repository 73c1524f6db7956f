import { useQueryClient } from '@tanstack/react-query'
import { DeleteOutlined, StarOutlined } from '@ant-design/icons'
import { App, Button, Input, Popover, Space } from 'antd'
import { useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { dropView, listViews, saveView } from '../endpoints.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

const textOf = (search: Search): string => {
  const out = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) for (const one of [value].flat()) if (one) out.append(key, one)
  return out.toString()
}
function searchOf(text: string): Search {
  const found: Record<string, string | string[]> = {}
  for (const key of new Set(new URLSearchParams(text).keys())) {
    const values = new URLSearchParams(text).getAll(key)
    found[key] = values.length > 1 ? values : (values[0] ?? '')
  }
  return found
}

/** Filters by name: a view is the page's address, kept for this person on the server. */
export function SavedViews({ search, open }: { readonly search: Search; readonly open: (search: Search) => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [shown, setShown] = useState(false)
  const [name, setName] = useState('')
  const views = useEndpoint(listViews, {}, { enabled: shown })
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: keyOf(listViews) })
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
      await again()
    } catch (error) {
      void message.error(problemText(error))
    }
  }
  const keep = (): void => {
    if (name.trim() === '') return
    void act(() => call(saveView, { body: { id: newId(), name: name.trim(), query: textOf(search) } })).then(() => setName(''))
  }
  const list = (
    <div style={{ width: 260 }}>
      {(views.data?.views ?? []).map((view) => (
        <div key={view.id} className="saved-view">
          <Button
            type="link"
            onClick={() => {
              open(searchOf(view.query))
              setShown(false)
            }}
          >
            {view.name}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`删除视图 ${view.name}`}
            onClick={() => void act(() => call(dropView, { params: { id: view.id } }))}
          />
        </div>
      ))}
      {views.data?.views.length === 0 && <p className="quiet">还没有保存的视图。设好筛选，起个名字存下来。</p>}
      <Space.Compact block>
        <Input
          placeholder="给当前筛选起个名字"
          maxLength={30}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={keep}
          aria-label="视图名称"
        />
        <Button onClick={keep} disabled={name.trim() === ''}>
          保存
        </Button>
      </Space.Compact>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title="我的视图" open={shown} onOpenChange={setShown} content={list}>
      <Button icon={<StarOutlined />}>视图</Button>
    </Popover>
  )
}
