import { useEffect, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { whenText } from '#platform/client/time.ts'
import { type LookView, listLooks } from '../contract.ts'

/** Who looked at my position, when, for what: asked of the centre each time, kept nowhere. */
export function LooksPage() {
  const [looks, setLooks] = useState<readonly LookView[]>()
  const [fault, setFault] = useState(false)
  useEffect(() => {
    void call(listLooks, { query: { limit: 50 } }).then(
      ({ rows }) => setLooks(rows),
      () => setFault(true),
    )
  }, [])
  return (
    <Screen title="谁看过我的位置">
      {fault && <Empty>现在连不上中心，有信号时再看。</Empty>}
      {looks?.length === 0 && <Empty>还没有人看过。只有上岗期间才记录您的位置。</Empty>}
      {looks?.map((look) => (
        <p key={look.id} className="card">
          <strong>{look.viewer}</strong>（{look.viewerPost}）{look.what}
          <br />
          {whenText(look.at)}
          {look.times > 1 && `，至 ${whenText(look.until)} 共 ${look.times} 次`}
          {look.everybody && ' · 看的是全部在岗人员'}
        </p>
      ))}
    </Screen>
  )
}
