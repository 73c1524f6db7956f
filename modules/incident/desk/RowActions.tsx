import { Dropdown } from 'antd'
import { Suspense, useState } from 'react'
import type { AllowedView } from '#core/case/contract.ts'
import { readCase } from '#core/case/contract.ts'
import { ActDrawer } from '#core/case/desk/index.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'

interface RowActionsProps {
  readonly id: string
  readonly number: string
}

/** A plain button until somebody wants it: thirty menus that nobody opens would slow every list. */
export function RowActions(props: RowActionsProps) {
  const [wanted, setWanted] = useState(false)
  if (wanted) return <RowMenu {...props} />
  return (
    <button type="button" className="link-button" aria-label={`办理 ${props.number}`} onClick={() => setWanted(true)}>
      办理
    </button>
  )
}

/** What may be done with one line, asked only when it is opened: fifty lines must not ask fifty times. */
function RowMenu({ id, number }: RowActionsProps) {
  const [open, setOpen] = useState(true)
  const [action, setAction] = useState<AllowedView>()
  const found = useEndpoint(readCase, { params: { id } }, { enabled: open })
  const allowed = found.data?.allowed ?? []
  const items = allowed.map(({ key, title, tone, blocked }) => ({
    key,
    label: blocked === undefined ? title : `${title}（${blocked}）`,
    danger: tone === 'danger',
    disabled: blocked !== undefined,
  }))
  const none = [{ key: 'none', disabled: true, label: found.isFetched ? '当前岗位没有可办事项' : '正在查询……' }]
  return (
    <>
      <Dropdown
        trigger={['click']}
        open={open}
        onOpenChange={setOpen}
        menu={{ items: items.length > 0 ? items : none, onClick: ({ key }) => setAction(allowed.find((one) => one.key === key)) }}
      >
        <button type="button" className="link-button" aria-label={`办理 ${number}`}>
          办理
        </button>
      </Dropdown>
      {action && found.data && (
        <Suspense fallback={null}>
          <ActDrawer detail={found.data} action={action} close={() => setAction(undefined)} />
        </Suspense>
      )}
    </>
  )
}
