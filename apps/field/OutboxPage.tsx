import { useState } from 'react'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Confirm } from '#platform/client/field/Confirm.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { PhotoView } from '#platform/client/field/Photos.tsx'
import type { OutboxItem } from '#platform/client/outbox/item.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { useContact } from '#platform/client/contact.ts'
import { bytesText } from '#platform/client/amount.ts'
import { sinceText, useNow, whenText } from '#platform/client/time.ts'
import { saveItem } from './save-item.ts'
import { useSessionHold } from './session-context.ts'

const words = { waiting: '等着发送', sending: '正在发送', refused: '没被接受', done: '已送达' } as const

function Item({ item }: { readonly item: OutboxItem }) {
  const outbox = useOutbox()
  const now = useNow()
  const { up } = useContact()
  const { used } = useSessionHold()
  const [asking, setAsking] = useState(false)
  const open = item.state !== 'done'
  const size = item.files.reduce((sum, file) => sum + file.size, 0)
  return (
    <li className={`card item ${item.state}`}>
      <p className="row-title">{item.title}</p>
      <p className="row-foot">
        <span className={`mark ${item.state}`}>
          <Icon name={item.state === 'done' ? 'done' : item.state === 'refused' ? 'warn' : 'clock'} />
          {words[item.state]}
        </span>
        <span>{whenText(item.tap.at)} 办的</span>
        {item.doneAt !== undefined && <span>{sinceText(item.doneAt, now)}送达</span>}
      </p>
      {item.files.length > 0 && (
        <p className="fact">
          照片 {item.files.length} 张，{bytesText(size)}
          {open && `，已传 ${item.sent ?? 0} 张`}
        </p>
      )}
      {open && (
        <p className={item.state === 'refused' ? 'fault' : 'help'}>
          {item.fault?.text ??
            (used.ended ? '登录已过期，重新登录后自动发送' : up === false ? '没有连上中心，有信号后自动发送' : '排着队，马上就发')}
        </p>
      )}
      {open && item.files.length > 0 && (
        <div className="photos">
          {item.files.map((file) => (
            <PhotoView key={file.sha256} file={file} alt="照片" />
          ))}
        </div>
      )}
      {open && (
        <div className="pair">
          {item.state === 'refused' && <BigButton onClick={() => void outbox.retry(item.id)}>再发一次</BigButton>}
          <BigButton onClick={() => void saveItem(outbox.store, item)}>
            <Icon name="file" />
            存成文件
          </BigButton>
          {item.state !== 'sending' && <BigButton onClick={() => setAsking(true)}>不要了</BigButton>}
        </div>
      )}
      {asking && (
        <Confirm
          title="不要这一条了？"
          onClose={() => setAsking(false)}
          foot={
            <>
              <BigButton tone="danger" onClick={() => void outbox.drop(item.id)}>
                删掉，不再发送
              </BigButton>
              <BigButton onClick={() => setAsking(false)}>留着</BigButton>
            </>
          }
        >
          <p>{item.title}</p>
          <p>删掉后中心不会收到它。要留底可以先“存成文件”。</p>
        </Confirm>
      )}
    </li>
  )
}

/** Everything on its way to the centre, each with its state and why: nothing leaves or stays in secret. */
export function OutboxPage() {
  const outbox = useOutbox()
  const items = useItems()
  const order = { refused: 0, sending: 1, waiting: 1, done: 2 } as const
  const sorted = items.toSorted((a, b) => order[a.state] - order[b.state] || b.at - a.at)
  const open = items.filter((item) => item.state === 'waiting' || item.state === 'sending').length
  return (
    <Screen title="发送情况">
      {open > 0 && (
        <BigButton tone="primary" onClick={() => void outbox.drain(true)}>
          <Icon name="send" />
          现在就发（{open} 条）
        </BigButton>
      )}
      <ul className="items">
        {sorted.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {items.length === 0 && <Empty>没有要发送的。您办的每件事都会先记在手机里，再发到中心。</Empty>}
    </Screen>
  )
}
