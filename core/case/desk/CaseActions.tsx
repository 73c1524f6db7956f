import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { AllowedView } from '#core/case/contract.ts'
import { useKeys } from '#platform/client/keys.ts'

interface CaseActionsProps {
  readonly allowed: readonly AllowedView[]
  readonly open: (action: string) => void
  readonly keys: boolean
}

const LOUD = 2

/** One primary button, at most two plain ones, the rest behind 更多; the blocked main step says why in words. */
export function CaseActions({ allowed, open, keys }: CaseActionsProps) {
  const free = allowed.filter((one) => one.blocked === undefined)
  const primary = free.find((one) => one.tone === 'primary') ?? free.find((one) => one.tone === 'plain')
  const plain = free.filter((one) => one !== primary && one.tone !== 'quiet' && one.tone !== 'danger').slice(0, LOUD)
  const blockedFirst = allowed.find((one) => one.blocked !== undefined && one.tone === 'primary')
  const rest = allowed.filter((one) => one !== primary && !plain.includes(one) && one !== blockedFirst)
  useKeys({ a: () => primary && open(primary.key) }, keys)
  if (allowed.length === 0) return <span className="quiet case-none">当前岗位没有可办理的事项</span>
  return (
    <>
      {primary && (
        <Button type="primary" onClick={() => open(primary.key)}>
          {primary.title}
        </Button>
      )}
      {plain.map(({ key, title }) => (
        <Button key={key} onClick={() => open(key)}>
          {title}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map(({ key, title, tone, blocked }) => ({
              key,
              danger: tone === 'danger',
              disabled: blocked !== undefined,
              label: blocked === undefined ? title : <BlockedLabel title={title} why={blocked} />,
            })),
            onClick: ({ key }) => open(key),
          }}
        >
          <Button>
            更多 <DownOutlined />
          </Button>
        </Dropdown>
      )}
      {blockedFirst && (
        <p className="case-blocked">
          暂不能{blockedFirst.title}：{blockedFirst.blocked}
        </p>
      )}
    </>
  )
}

function BlockedLabel({ title, why }: { readonly title: string; readonly why: string }) {
  return (
    <span>
      {title}
      <small className="act-blocked">{why}</small>
    </span>
  )
}
