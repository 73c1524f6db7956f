import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Offer, Prospect } from '#core/case/contract.ts'
import { MOST_AT_ONCE, offerActs, previewActs } from '#core/case/contract.ts'
import { call } from '#platform/client/call.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { BulkForm } from './BulkForm.tsx'
import { BulkLines } from './BulkLines.tsx'
import { BulkUndo } from './BulkUndo.tsx'
import { undoActions } from './registries.ts'
import { useBulkActs } from './use-bulk-acts.ts'
import './bulk.css'

interface BulkDrawerProps {
  readonly ids: readonly string[]
  readonly close: () => void
}

interface Asked {
  readonly input: Readonly<Record<string, unknown>>
  readonly prospects: readonly Prospect[]
}

/** 批量办理: choose an action → fill it in once → see case by case what will happen → do it → undo it where that is possible. */
export function BulkDrawer({ ids, close }: BulkDrawerProps) {
  const [offer, setOffer] = useState<Offer>()
  const [asked, setAsked] = useState<Asked>()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [doneAt, setDoneAt] = useState<number>()
  const acts = useBulkActs()
  const inverse = useRegistry(undoActions).find((one) => one.process === offer?.process && one.action === offer.key)
  const ready = asked?.prospects.filter((one) => one.refused === undefined) ?? []
  const outcomes = [...acts.outcomes.values()]
  const done = outcomes.filter(({ at }) => at === 'done').length
  const failed = outcomes.filter(({ at }) => at === 'refused' || at === 'unanswered').length
  const again = ready.filter(({ id }) => acts.outcomes.get(id)?.at === 'unanswered')

  const preview = async (input: Readonly<Record<string, unknown>>): Promise<void> => {
    if (!offer) return
    setBusy(true)
    setFault(undefined)
    try {
      const { prospects } = await call(previewActs, { body: { ids: [...ids], action: offer.key, input } }, { reads: true })
      setAsked({ input, prospects })
    } catch (error) {
      setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const act = async (lines: readonly Prospect[]): Promise<void> => {
    if (!offer || !asked) return
    await acts.run(lines, offer.key, asked.input)
    setDoneAt(Date.now())
  }
  const started = acts.outcomes.size > 0
  return (
    <Drawer
      open
      size={680}
      onClose={close}
      // Acts under way go on behind a closed drawer, unseen: it stays until they have ended.
      closable={!acts.busy}
      maskClosable={!acts.busy && !started}
      keyboard={!acts.busy}
      title={offer ? `批量${offer.title} · ${ids.length} 件` : `批量办理 · 已选 ${ids.length} 件`}
      footer={
        asked && (
          <div className="act-foot">
            <span className="quiet">
              {started ? `已办 ${done} 件${failed > 0 ? `，${failed} 件未办成` : ''}` : '预演已全部撤回，尚未办理'}
            </span>
            {!started && <Button onClick={() => setAsked(undefined)}>返回修改</Button>}
            {!started && (
              <Button type="primary" danger={offer?.tone === 'danger'} disabled={ready.length === 0} onClick={() => void act(ready)}>
                {offer?.title} {ready.length} 件
              </Button>
            )}
            {started && again.length > 0 && (
              <Button loading={acts.busy} onClick={() => void act(again)}>
                再试没有回音的 {again.length} 件
              </Button>
            )}
            {started && (
              <Button type="primary" loading={acts.busy} onClick={close}>
                {acts.busy ? '办理中' : '完成'}
              </Button>
            )}
          </div>
        )
      }
    >
      {fault !== undefined && <Alert type="error" showIcon className="case-alert" title={fault} />}
      {!offer && <Offers ids={ids} choose={setOffer} />}
      {offer && !asked && (
        <BulkForm offer={offer} count={ids.length} busy={busy} back={() => setOffer(undefined)} preview={(input) => void preview(input)} />
      )}
      {asked && offer && (
        <>
          {!started && (
            <Alert
              className="case-alert"
              type={ready.length === asked.prospects.length ? 'success' : 'warning'}
              showIcon
              title={
                ready.length === asked.prospects.length
                  ? `${ready.length} 件都可以${offer.title}`
                  : `${ready.length} 件可以${offer.title}，${asked.prospects.length - ready.length} 件不能，不能的不会办理`
              }
              description={
                inverse
                  ? `办理后 ${inverse.minutes} 分钟内可在此撤销。`
                  : `“${offer.title}”没有相反的办理动作，办理后不能在此撤销，请先核对。`
              }
            />
          )}
          {started && !acts.busy && doneAt !== undefined && (
            <BulkUndo
              title={offer.title}
              inverse={inverse}
              doneAt={doneAt}
              lines={ready.flatMap(({ id }) => {
                const outcome = acts.outcomes.get(id)
                return outcome?.at === 'done' ? [{ id, seq: outcome.seq }] : []
              })}
            />
          )}
          <BulkLines prospects={asked.prospects} outcomes={acts.outcomes} />
        </>
      )}
    </Drawer>
  )
}

function Offers({ ids, choose }: { readonly ids: readonly string[]; readonly choose: (offer: Offer) => void }) {
  const tooMany = ids.length > MOST_AT_ONCE
  const found = useEndpoint(offerActs, { body: { ids: [...ids] } }, { reads: true, staleTime: 0, enabled: !tooMany })
  if (tooMany) return <EmptyState title={`一次最多办理 ${MOST_AT_ONCE} 件`}>已选 {ids.length} 件，请取消一部分后分批办理。</EmptyState>
  if (found.isPending) return <LoadingSkeleton rows={6} />
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  const { offers } = found.data
  if (offers.length === 0) return <EmptyState title="当前岗位对所选案件没有可办事项">换几件再选，或切换岗位。</EmptyState>
  return (
    <ul className="bulk-offers">
      {offers.map((one) => (
        <li key={`${one.process} ${one.key}`}>
          <button type="button" disabled={one.single !== undefined} onClick={() => choose(one)}>
            <b>{one.title}</b>
            <span className="num">
              {one.single ?? (one.open === ids.length ? `${one.open} 件都可办` : `${one.open} 件可办，${ids.length - one.open} 件不可`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
