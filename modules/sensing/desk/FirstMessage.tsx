import { CheckCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { sinceText, whenText } from '#platform/client/time.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { heardFrom } from '../device-endpoints.ts'

/** Waits for a device's message and says what came of it, refused ones too. */
export function FirstMessage({ id }: { readonly id: string }) {
  const [since] = useState(() => Date.now() - 60_000)
  const found = useQuery({
    queryKey: [...keyOf(heardFrom), id, since],
    queryFn: ({ signal }) => call(heardFrom, { params: { id }, query: { since } }, { signal }),
    refetchInterval: 2_000,
  })
  const { heardAt, values = {}, refused = [] } = found.data ?? {}
  const numbers = Object.entries(values)
  return (
    <div className="sensing-first" aria-live="polite">
      {heardAt === undefined ? (
        <p>
          <LoadingOutlined aria-hidden /> 等待设备消息……让设备上报一次。
        </p>
      ) : (
        <p className="sensing-heard">
          <CheckCircleOutlined aria-hidden /> 已收到（{sinceText(heardAt)}）：
          {numbers.map(([field, value]) => `${field} = ${value}`).join('，') || '没有数值'}
        </p>
      )}
      {refused.map((one) => (
        <p key={`${one.reason} ${one.at}`} className="sensing-wrong">
          {whenText(one.at)} 未接收：{one.title}。{one.way} <code>{one.sample}</code>
        </p>
      ))}
    </div>
  )
}
