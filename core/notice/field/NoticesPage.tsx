import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { Stale } from '#platform/client/field/Stale.tsx'
import { go } from '#platform/client/field/address.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { whenText } from '#platform/client/time.ts'
import type { Notice } from '../contract.ts'
import { inboxPart, readKind } from './notices-part.ts'
import { useReadHere } from './use-read-here.ts'

/** The inbox: opening a line is its receipt; the sender sees when it was read. */
export function NoticesPage() {
  const { value: inbox, at, read } = usePart(inboxPart)
  const outbox = useOutbox()
  const readHere = useReadHere()
  const rows = inbox?.rows ?? []
  const unread = rows.filter((n) => !n.readAt && !readHere.has(n.id))
  const confirm = async (notices: readonly Notice[]): Promise<void> => {
    if (notices.length === 0) return
    await outbox.put(readKind, { ids: notices.map((n) => n.id) }, { title: `已读 ${notices.length} 条消息` })
  }
  const open = async (notice: Notice): Promise<void> => {
    if (unread.includes(notice)) await confirm([notice])
    const caseId = notice.object?.startsWith('case:') ? notice.object.slice(5) : undefined
    if (caseId) go(`/cases/${caseId}`)
  }
  return (
    <Screen title="消息" first>
      <section className="card">
        <Stale at={at} />
        {rows.map((notice) => (
          <button
            key={notice.id}
            type="button"
            className={unread.includes(notice) ? 'row unread' : 'row'}
            onClick={() => void open(notice)}
          >
            <span className="row-title">
              {notice.urgent && <span className="grade g1">急</span>}
              {notice.title}
            </span>
            {notice.words && <span className="row-where">{notice.words}</span>}
            <span className="row-foot">
              <span>{whenText(notice.at)}</span>
              <span>{unread.includes(notice) ? '未读' : '已读'}</span>
            </span>
          </button>
        ))}
        {read && rows.length === 0 && <Empty>{inbox ? '没有消息。' : '消息还没有下载到手机上，连上网后会自动更新。'}</Empty>}
      </section>
      {unread.length > 1 && <BigButton onClick={() => void confirm(unread)}>全部标为已读（{unread.length} 条）</BigButton>}
    </Screen>
  )
}
