import { useState } from 'react'
import { Chips } from '#platform/client/field/Field.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { Stale } from '#platform/client/field/Stale.tsx'
import { CaseRow } from './CaseRow.tsx'
import { useShift } from './use-shift.ts'

/** Everything the phone holds: what waits for me, and what is going on in my grids. */
export function CaseListPage() {
  const { held, at, read, cases, mine } = useShift()
  const [shown, show] = useState('mine')
  const list = shown === 'mine' ? mine : cases
  return (
    <Screen title="事件">
      <Chips
        label="看哪些"
        options={[
          { value: 'mine', title: `等我办的 ${mine.length}` },
          { value: 'all', title: `本单位和我的网格 ${cases.length}` },
        ]}
        chosen={[shown]}
        choose={show}
      />
      <section className="card">
        <Stale at={at} />
        {list.map((one) => (
          <CaseRow key={one.card.id} one={one} />
        ))}
        {read && list.length === 0 && <Empty>{held ? '没有。' : '还没有下载到手机上，连上网后会自动更新。'}</Empty>}
        {held?.full && <p className="help">还有更多，手机上只放最先到期的 80 件，其余请在电脑上看。</p>}
      </section>
    </Screen>
  )
}
