import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { addLog, listLog } from '../../duty/endpoints.ts'

const kinds = { note: '记事', takeover: '接班', plan: '预案', alert: '预警' } as const

/** The log of the shift: what was written by hand, and what the system noted by itself. */
export function ShiftLog({ shift, writable }: { readonly shift?: string; readonly writable: boolean }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [words, setWords] = useState('')
  const query = shift === undefined ? {} : { shift }
  const log = usePages([...keyOf(listLog), query], (after, signal) =>
    call(listLog, { query: { ...query, limit: 20, ...(after ? { after } : {}) } }, { signal }),
  )
  const add = async (): Promise<void> => {
    if (words.trim() === '') return
    try {
      await call(addLog, { body: { actionId: intent.idFor(words), words } })
      intent.done()
      setWords('')
    } catch (error) {
      void message.error(problemText(error))
    }
    await client.invalidateQueries({ queryKey: keyOf(listLog) })
  }
  return (
    <section className="panel">
      <h2 className="panel-head">值班日志</h2>
      <div className="panel-body">
        {writable && (
          <div className="shift-log-add">
            <Input
              value={words}
              aria-label="记一条"
              placeholder="记一条，回车保存"
              onChange={(e) => setWords(e.target.value)}
              onPressEnter={() => void add()}
            />
            <Button onClick={() => void add()}>记下</Button>
          </div>
        )}
        <ul className="shift-log">
          {log.rows.map((line) => (
            <li key={line.id}>
              <span className="quiet shift-log-at">
                <Ago at={line.at} exact /> · {line.by} · {kinds[line.kind]}
              </span>
              <span>
                {line.words} {line.caseId && <Link to={`/cases/${line.caseId}`}>打开</Link>}
              </span>
            </li>
          ))}
        </ul>
        {log.rows.length === 0 && !log.isPending && <p className="quiet">还没有记录</p>}
        {log.hasNextPage && (
          <Button type="link" onClick={() => void log.fetchNextPage()}>
            再早一些
          </Button>
        )}
      </div>
    </section>
  )
}
