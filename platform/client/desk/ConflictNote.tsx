import { Alert } from 'antd'
import { z } from 'zod'
import type { Problem } from '#platform/contract/problem.ts'

const Row = z.record(z.string(), z.unknown())
export type Facts = Readonly<Record<string, unknown>>

/** What of the named facts differs between the row as it was opened and as it is now. Pure. */
export function changesBetween(before: Facts, now: Facts, titles: Readonly<Record<string, string>>): string[] {
  return Object.keys(titles).filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(now[key] ?? null))
}

const plain = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '（空）'
  if (Array.isArray(value)) return value.map(plain).join('、') || '（空）'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

interface ConflictNoteProps {
  readonly problem: Problem
  readonly before: Facts
  readonly titles: Readonly<Record<string, string>>
  readonly words?: ((key: string, value: unknown) => string | undefined) | undefined
}

/** Two editors: the second sees what the first changed; what they typed stays in the form below. */
export function ConflictNote({ problem, before, titles, words }: ConflictNoteProps) {
  const now = Row.safeParse(problem.extra?.['current'])
  const keys = now.success ? changesBetween(before, now.data, titles) : []
  const text = (key: string, value: unknown): string => words?.(key, value) ?? plain(value)
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title="您打开之后，别人已修改过这一条；您填写的内容仍在下面"
      description={
        <>
          {now.success && keys.length > 0 && (
            <ul className="conflict-list">
              {keys.map((key) => (
                <li key={key}>
                  {titles[key]}：<del>{text(key, before[key])}</del> → <b>{text(key, now.data[key])}</b>
                </li>
              ))}
            </ul>
          )}
          {now.success && keys.length === 0 && <p>改的不是这张表单上的内容。</p>}
          {!now.success && <p>{problem.detail}</p>}
          <p className="conflict-way">看过后可再次提交，以您填写的为准；或关闭后重新打开。</p>
        </>
      }
    />
  )
}
