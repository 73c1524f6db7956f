import { Empty } from '#platform/client/field/Screen.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { Stale } from '#platform/client/field/Stale.tsx'
import { go } from '#platform/client/field/address.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { countText } from '#platform/client/amount.ts'
import { CaseRow } from './CaseRow.tsx'
import { type HeldShift, shiftPart } from './shift-part.ts'
import { useShift } from './use-shift.ts'

const SHOWN = 5

/** 我的待办, the one due first on top; and what went elsewhere while nobody looked. */
export function TasksCard() {
  const { held, at, read, mine } = useShift()
  const { store } = useOutbox()
  const seen = async (id: string): Promise<void> => {
    const row = await store.db.parts.get(shiftPart.key)
    if (!row) return
    const value = await store.open<HeldShift>(row.sealed)
    await store.db.parts.put({ ...row, sealed: await store.seal({ ...value, gone: value.gone.filter((one) => one.id !== id) }) })
  }
  return (
    <>
      {(held?.gone ?? []).map((one) => (
        <section key={one.id} className="card news" role="status">
          <p>
            <b>{one.title}</b>：{one.words}
          </p>
          <button type="button" className="link" onClick={() => void seen(one.id)}>
            知道了
          </button>
        </section>
      ))}
      <section className="card" aria-labelledby="my-tasks">
        <h2 id="my-tasks">
          我的待办 <span className="count">{countText(mine.length)}</span>
        </h2>
        <Stale at={at} />
        {mine.slice(0, SHOWN).map((one) => (
          <CaseRow key={one.card.id} one={one} />
        ))}
        {read && held && mine.length === 0 && <Empty>现在没有等您办的事。</Empty>}
        {read && !held && <Empty>待办还没有下载到手机上，连上网后会自动更新。</Empty>}
        {!read && <div className="skeleton" aria-busy="true" aria-label="正在读取" />}
        {held && (held.cases.length > SHOWN || mine.length > SHOWN) && (
          <button type="button" className="row more" onClick={() => go('/cases')}>
            全部 {countText(held.cases.length)} 件
            <Icon name="next" />
          </button>
        )}
      </section>
    </>
  )
}
