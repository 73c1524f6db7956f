import { useQueryClient } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readPhrases, savePhrases } from '../../seat/endpoints.ts'

/** One phrase a line: quick to write, quick to sort. */
export function PhrasesDrawer({ close }: { readonly close: () => void }) {
  const may = useMay('dispatch.duty.manage')
  const [shared, setShared] = useState(false)
  const found = useEndpoint(readPhrases, {}, { staleTime: 0 })
  const client = useQueryClient()
  if (!found.data) return null
  const lines = found.data.phrases.filter((one) => one.shared === shared).map(({ words }) => words)
  return (
    <FormDrawer<{ lines: string }>
      key={String(shared)}
      title="常用语"
      submit="保存"
      initial={{ lines: lines.join('\n') }}
      close={close}
      note={
        <>
          一行一条。填写派单要求、退单意见等长文字时，从输入框下面的“常用语”里点选。
          {may && (
            <Segmented
              block
              value={shared ? 'shared' : 'own'}
              options={[
                { value: 'own', label: '我的' },
                { value: 'shared', label: '大家的' },
              ]}
              onChange={(next) => setShared(next === 'shared')}
            />
          )}
        </>
      }
      send={async ({ lines: text }, { actionId }) => {
        const words = text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
        await call(savePhrases, { body: { actionId, shared, words } })
        await client.invalidateQueries({ queryKey: keyOf(readPhrases) })
      }}
    >
      <Form.Item name="lines" label={shared ? '大家的常用语' : '我的常用语'}>
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} />
      </Form.Item>
    </FormDrawer>
  )
}
