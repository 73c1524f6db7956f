import { DesktopOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { type SettingReply, readScreenSetting, saveScreenSetting } from '../../screen-endpoints.ts'
import { DisplayList } from './DisplayList.tsx'
import { ThemeOrder } from './ThemeOrder.tsx'
import { type Draft, draftOf, settingOf } from './setting-draft.ts'
import './screen-settings.css'

/** 大屏设置: name, title, themes and panels in the town's order, and the displays that may show them. */
export function ScreenSettingsPage() {
  const found = useEndpoint(readScreenSetting, {}, { staleTime: Infinity })
  return (
    <Page
      title="大屏设置"
      remark="保存后各大屏立即更新，不用刷新"
      actions={
        <Button icon={<DesktopOutlined />} href="/screen" target="_blank">
          打开大屏
        </Button>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.data && <SettingForm key={found.data.version} reply={found.data} />}
      <DisplayList />
    </Page>
  )
}

function SettingForm({ reply }: { readonly reply: SettingReply }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<Draft>(() => draftOf(reply))
  const [saving, setSaving] = useState(false)
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }))
  const save = async (): Promise<void> => {
    setSaving(true)
    try {
      const saved = await call(saveScreenSetting, { body: { seen: reply.version, setting: settingOf(draft) } })
      client.setQueryData(keyOf(readScreenSetting, {}), saved)
      void message.success('已保存，各大屏正在更新')
    } catch (error) {
      void message.error(problemText(error))
    } finally {
      setSaving(false)
    }
  }
  return (
    <section className="panel screen-setting">
      <Form layout="vertical" onFinish={() => void save()}>
        <div className="screen-setting-texts">
          <Form.Item label="镇名" htmlFor="screen-town">
            <Input
              id="screen-town"
              maxLength={20}
              placeholder={reply.usual.townName}
              value={draft.townName}
              onChange={({ target }) => change({ townName: target.value })}
            />
          </Form.Item>
          <Form.Item label="标题" htmlFor="screen-title">
            <Input
              id="screen-title"
              maxLength={24}
              placeholder={reply.usual.title}
              value={draft.title}
              onChange={({ target }) => change({ title: target.value })}
            />
          </Form.Item>
          <Form.Item label="专题轮播" htmlFor="screen-rotate">
            <span className="screen-setting-rotate">
              <Switch aria-label="专题轮播" checked={draft.rotateSeconds > 0} onChange={(on) => change({ rotateSeconds: on ? 60 : 0 })} />
              {draft.rotateSeconds > 0 && (
                <InputNumber
                  id="screen-rotate"
                  min={15}
                  max={3600}
                  value={draft.rotateSeconds}
                  suffix="秒"
                  onChange={(seconds) => change({ rotateSeconds: Math.round(seconds ?? 60) })}
                />
              )}
            </span>
          </Form.Item>
          <Form.Item label="地图上的人员、车辆位置（不显示姓名）">
            <Switch aria-label="显示人员车辆位置" checked={draft.people} onChange={(people) => change({ people })} />
          </Form.Item>
        </div>
        <ThemeOrder themes={draft.themes} change={(themes) => change({ themes })} />
        <Button type="primary" htmlType="submit" loading={saving}>
          保存
        </Button>
      </Form>
    </section>
  )
}
