import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Switch, Tooltip } from 'antd'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { readSimulator, switchSimulator } from '../contract.ts'

/** On: the demo town reports, acts and closes by itself. Real towns never see it. */
export function SimulatorSwitch() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const found = useEndpoint(readSimulator, {}, { staleTime: 60_000 })
  const turn = useMutation({
    mutationFn: (on: boolean) => call(switchSimulator, { body: { on } }),
    onSuccess: (state) => {
      client.setQueryData(keyOf(readSimulator, {}), state)
      void message.success(state.on ? '模拟器已开启：演示镇会自动产生和办理事件' : '模拟器已关闭：只剩真人操作')
    },
    onError: (error) => void message.error(problemText(error)),
  })
  if (!found.data?.available) return null
  const { on } = found.data
  return (
    <Tooltip title={on ? '演示镇正在自动上报、办理、结案' : '演示镇静止，只剩真人操作'}>
      <Switch
        size="small"
        checked={on}
        loading={turn.isPending}
        checkedChildren="模拟"
        unCheckedChildren="模拟"
        aria-label="模拟器"
        onChange={(next) => turn.mutate(next)}
      />
    </Tooltip>
  )
}
