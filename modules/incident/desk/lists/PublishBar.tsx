import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { nextVersion } from './edits.ts'

interface Values {
  readonly version: string
  readonly from: string
}

interface PublishBarProps {
  /** What is changed, one line each. */
  readonly changes: readonly string[]
  readonly newest: string
  /** The version the changes were begun on; another one than the newest means somebody published meanwhile. */
  readonly seen: string
  /** Rows both changed, in words. */
  readonly both: readonly string[]
  readonly publish: (version: string, from: string, actionId: string) => Promise<void>
  readonly takeOver: () => void
  readonly drop: () => void
}

/** Changes wait here until they are published together as a new version; running cases keep theirs. */
export function PublishBar({ changes, newest, seen, both, publish, takeOver, drop }: PublishBarProps) {
  const [open, setOpen] = useState(false)
  const today = dayText(useNow())
  if (changes.length === 0) return null
  const stale = seen !== newest
  return (
    <Alert
      className="publish-bar"
      type={stale ? 'warning' : 'info'}
      title={stale ? `您从 ${seen} 版开始修改，现在已发布 ${newest} 版；您的修改仍保留` : `有 ${changes.length} 处修改尚未发布`}
      description={
        stale && (
          <>{both.length === 0 ? '两边改的不是同样的条目，可以合到新版上。' : `这几条对方也改了，合并后以您的为准：${both.join('、')}`}</>
        )
      }
      action={
        <span className="publish-acts">
          <Button size="small" onClick={drop}>
            放弃修改
          </Button>
          {stale ? (
            <Button size="small" type="primary" onClick={takeOver}>
              合到 {newest} 版
            </Button>
          ) : (
            <Button size="small" type="primary" onClick={() => setOpen(true)}>
              发布新版
            </Button>
          )}
          {open && (
            <FormDrawer<Values>
              title="发布新版"
              submit="发布"
              initial={{ version: nextVersion(newest, today.slice(0, 4)), from: today }}
              note={
                <>
                  发布后新登记的事件按新版办理，在办事件仍按原版。本次修改：
                  <ul className="publish-changes">
                    {changes.map((change) => (
                      <li key={change}>{change}</li>
                    ))}
                  </ul>
                </>
              }
              close={() => setOpen(false)}
              send={({ version, from }, { actionId }) => publish(version, from, actionId)}
            >
              <Form.Item name="version" label="版本号" rules={[{ required: true, message: '请填写版本号' }]}>
                <Input maxLength={30} />
              </Form.Item>
              <Form.Item name="from" label="施行日期" rules={[{ required: true, message: '请选择施行日期' }]}>
                <DayInput />
              </Form.Item>
            </FormDrawer>
          )}
        </span>
      }
    />
  )
}
