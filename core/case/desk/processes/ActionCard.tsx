import type { ReactNode } from 'react'
import { useRegistry } from '#platform/client/contributions.ts'
import type { ActionDefinition, Process } from '../../process.ts'
import { guardWords } from './guard-words.ts'
import { clockTexts, fieldText, guardText, targetTexts, whoText } from './words.ts'

interface ActionCardProps {
  readonly process: Process
  readonly action: ActionDefinition
  readonly roleTitle: (key: string) => string
}

/** One action in words: who may do it, where it leads, what it asks, what must hold, what it does to the clocks. */
export function ActionCard({ process, action, roleTitle }: ActionCardProps) {
  const named = new Map(useRegistry(guardWords).map(({ name, text }) => [name, text]))
  const asked = action.form.filter(({ derived, handset }) => !derived && !handset)
  const from = action.from.includes('*')
    ? '任一未结束的环节'
    : action.from.map((key) => process.steps.find((step) => step.key === key)?.title ?? key).join('、')
  return (
    <article className="action-card">
      <h2>{action.title}</h2>
      <Part title="谁能办" items={[...new Set(action.who.map((who) => whoText(who, roleTitle)))]} />
      <Part title="从哪里" items={[from]} />
      <Part title="到哪里" items={targetTexts(process, action)} />
      <Part title="限制" items={action.guards.map((guard) => guardText(process, guard, named))} none="无" />
      <Part title="时限变化" items={clockTexts(process, action)} none="不变" />
      <h3>要填什么</h3>
      {asked.length === 0 && <p className="quiet">不用填，确认即办理。</p>}
      <ul>
        {asked.map((field) => {
          const { title, remark, choices } = fieldText(field)
          return (
            <li key={field.key}>
              <b>{title}</b> <span className="quiet">{remark}</span>
              {choices && <small>{choices}</small>}
            </li>
          )
        })}
      </ul>
    </article>
  )
}

function Part({ title, items, none }: { readonly title: string; readonly items: readonly string[]; readonly none?: string }): ReactNode {
  if (items.length === 0 && none === undefined) return null
  return (
    <>
      <h3>{title}</h3>
      {items.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </>
  )
}
