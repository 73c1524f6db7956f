import { useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form } from 'antd'
import { PersonPicker } from '#core/org/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { type GridCover, setStandIn } from '../contract.ts'

export const weekdays = ['一', '二', '三', '四', '五', '六', '日']
type Holder = GridCover['people'][number]

interface Values {
  readonly restWeekdays: number[]
  readonly substituteId?: string | null
}

/** Weekly rest of a post and who stands in for it; the rounds of the coming week follow. */
export function StandInDrawer({ grid, holder, close }: { readonly grid: string; readonly holder: Holder; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  return (
    <FormDrawer<Values>
      title={`轮休与替班 · ${holder.name}`}
      submit="保存"
      initial={{ restWeekdays: holder.restWeekdays, substituteId: holder.substitute?.personId ?? null }}
      close={close}
      note={`${grid}，${holder.post}。轮休、请假的日子由替班人负责，还没开始的巡查随之改派。`}
      send={async ({ restWeekdays, substituteId = null }, { actionId }) => {
        await call(setStandIn, { params: { id: holder.postId }, body: { restWeekdays, substituteId } }, { actionId })
        await client.invalidateQueries()
        void message.success('已保存；近几天的巡查随之改派')
      }}
    >
      <Form.Item name="restWeekdays" label="每周轮休">
        <Checkbox.Group options={weekdays.map((name, k) => ({ value: k + 1, label: `周${name}` }))} />
      </Form.Item>
      <Form.Item name="substituteId" label="替班人">
        <PersonPicker />
      </Form.Item>
    </FormDrawer>
  )
}
