import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import type { KeyboardEvent } from 'react'
import { useMemo, useState } from 'react'
import { unitKindTitles } from '../contract.ts'
import type { TreeRow } from './unit-options.ts'
import { treeMatching } from './unit-options.ts'

interface UnitTreeProps {
  readonly rows: readonly TreeRow[]
  readonly chosen: string | undefined
  readonly choose: (id: string) => void
}

/** The tree as lines with an indent: found by typing, walked with the arrow keys, printed as it is. */
export function UnitTree({ rows, chosen, choose }: UnitTreeProps) {
  const [words, setWords] = useState('')
  const shown = useMemo(() => treeMatching(rows, words), [rows, words])
  const walk = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const buttons = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])]
    buttons[buttons.indexOf(event.currentTarget) + step]?.focus()
  }
  return (
    <nav className="org-tree panel" aria-label="机构树">
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder="按名称、简称、编号找单位"
        aria-label="找单位"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <ul>
        {shown.map(({ id, name, kind, depth, people }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === chosen ? 'true' : undefined}
              style={{ paddingInlineStart: 10 + depth * 18 }}
              onClick={() => choose(id)}
              onKeyDown={walk}
            >
              <span className={depth === 0 ? 'org-tree-root' : ''}>{name}</span>
              <small>{unitKindTitles[kind]}</small>
              <span className="num quiet">{people} 人</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="quiet org-none">没有名称含“{words}”的单位</p>}
    </nav>
  )
}
