import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useMemo } from 'react'
import { listRoles, roleTitles } from '#core/org/contract.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { ActionCard } from './ActionCard.tsx'
import type { ActionDefinition, Process } from '../../process.ts'
import { actionsBetween, actionsEverywhere, actionsFrom } from './find-actions.ts'
import { clockLimitText, rungTexts } from './words.ts'

interface ProcessAsideProps {
  readonly process: Process
  readonly chosen: { readonly step: string | undefined; readonly line: string | undefined; readonly action: string | undefined }
  readonly chooseAction: (key: string | undefined) => void
  readonly chooseStep: (key: string) => void
  readonly clear: () => void
}

/** What the chosen box, line or action means, in words; nothing chosen: the clocks and what may be done anywhere. */
export function ProcessAside({ process, chosen, chooseAction, chooseStep, clear }: ProcessAsideProps) {
  const roles = useEndpoint(listRoles, {}, { staleTime: 300_000 })
  const roleTitle = useMemo(() => {
    const own = new Map((roles.data?.rows ?? []).map(({ key, title }) => [key, title]))
    const shipped: Readonly<Record<string, string>> = roleTitles
    return (key: string): string => own.get(key) ?? shipped[key] ?? key
  }, [roles.data])
  const step = process.steps.find(({ key }) => key === chosen.step)
  const [from = '', to = ''] = chosen.line?.split('>') ?? []
  const behind = chosen.line === undefined ? [] : actionsBetween(process, from, to)
  const action = process.actions.find(({ key }) => key === chosen.action) ?? (behind.length === 1 ? behind[0] : undefined)
  const title = (key: string): string => process.steps.find((one) => one.key === key)?.title ?? key
  if (action)
    return (
      <aside className="process-aside panel" aria-label="动作说明">
        <Button
          size="small"
          type="text"
          icon={<ArrowLeftOutlined />}
          onClick={() => (behind.length === 1 ? clear() : chooseAction(undefined))}
        >
          返回
        </Button>
        <ActionCard process={process} action={action} roleTitle={roleTitle} />
      </aside>
    )
  if (step || behind.length > 0)
    return (
      <aside className="process-aside panel" aria-label="环节说明">
        <Button size="small" type="text" icon={<ArrowLeftOutlined />} onClick={clear}>
          全部
        </Button>
        <h2>{step ? step.title : `${title(from)} → ${title(to)}`}</h2>
        {step && (
          <p className="quiet">
            {step.holder ? `由${step.holder}办理` : step.end ? '到此结束' : '无固定承办人'}
            {step.publicTitle && `；群众看到“${step.publicTitle}”`}
          </p>
        )}
        <ActionList
          title={step ? '在这里可以办' : '走这条线的动作'}
          actions={step ? actionsFrom(process, step.key) : behind}
          choose={chooseAction}
        />
      </aside>
    )
  return (
    <aside className="process-aside panel" aria-label="流程说明">
      <p className="quiet">点方框看环节，点线上的字看动作：谁能办、填什么、有什么限制。</p>
      <h2>时限</h2>
      <ul className="process-clocks">
        {process.clocks.map((clock) => (
          <li key={clock.key}>
            <b>{clock.title}</b> {clockLimitText(clock)}
            {rungTexts(clock, roleTitle).map((text) => (
              <small key={text}>{text}</small>
            ))}
          </li>
        ))}
      </ul>
      <ActionList title="各环节都可办" actions={actionsEverywhere(process)} choose={chooseAction} />
      <h2>环节</h2>
      <ul className="process-actions">
        {process.steps.map(({ key, title: words, side, end }) => (
          <li key={key}>
            <button type="button" onClick={() => chooseStep(key)}>
              {words}
            </button>
            {side && <Tag>旁支</Tag>}
            {end && <Tag>结束</Tag>}
          </li>
        ))}
      </ul>
    </aside>
  )
}

interface ActionListProps {
  readonly title: string
  readonly actions: readonly ActionDefinition[]
  readonly choose: (key: string) => void
}

function ActionList({ title, actions, choose }: ActionListProps) {
  if (actions.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <ul className="process-actions">
        {actions.map(({ key, title: words, returns }) => (
          <li key={key}>
            <button type="button" onClick={() => choose(key)}>
              {words}
            </button>
            {returns && <Tag color="error">退回</Tag>}
          </li>
        ))}
      </ul>
    </>
  )
}
