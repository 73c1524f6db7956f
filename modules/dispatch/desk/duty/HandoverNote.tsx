import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { drafts } from '#platform/client/draft.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { type ShiftView, readHandover, writeNote } from '../../duty/endpoints.ts'

/** The note this shift leaves to the next. What is typed outlives a reload. */
export function HandoverNote({ shift }: { readonly shift: ShiftView }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const draft = `handover ${shift.id}`
  const [words, setWords] = useState(() => drafts.read<string>(draft) ?? shift.note)
  const [busy, setBusy] = useState(false)
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      await call(writeNote, { body: { actionId: intent.idFor(words), words, version: shift.noteVersion } })
      intent.done()
      drafts.drop(draft)
      void message.success('交班记录已保存')
    } catch (error) {
      void message.error(problemText(error))
    }
    setBusy(false)
    await client.invalidateQueries({ queryKey: keyOf(readHandover) })
  }
  return (
    <section className="panel">
      <h2 className="panel-head">
        <label htmlFor="handover-words">{shift.slot.title}要交代的事</label>
      </h2>
      <div className="panel-body">
        <Input.TextArea
          id="handover-words"
          value={words}
          maxLength={4000}
          autoSize={{ minRows: 4, maxRows: 10 }}
          placeholder="还没办完的、要盯着的、答应过谁什么"
          onChange={(event) => {
            setWords(event.target.value)
            drafts.write(draft, event.target.value)
          }}
        />
        <Button className="duty-keep" loading={busy} disabled={words === shift.note} onClick={() => void keep()}>
          保存交班记录
        </Button>
      </div>
    </section>
  )
}
