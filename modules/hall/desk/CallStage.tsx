import { Link, useRouter } from '@tanstack/react-router'
import { Button, Dropdown, Input, Popover, Tag } from 'antd'
import { useState } from 'react'
import { useKeys } from '#platform/client/keys.ts'
import { spanText, useNow, whenText } from '#platform/client/time.ts'
import { type Counter, type CounterAct, type DeskView, channelTitles, counterStateTitles, priorityTitles } from '../contract.ts'

interface CallStageProps {
  readonly view: DeskView
  readonly counter: Counter
  readonly busy: boolean
  readonly act: (...acts: readonly CounterAct[]) => Promise<boolean>
}

/** The number at the window and what can be done with it now; the one most likely is the largest. */
export function CallStage({ view, counter, busy, act }: CallStageProps) {
  const { current } = counter
  const called = current?.state === 'called'
  const serving = current?.state === 'serving'
  const paused = counter.state === 'paused'
  // Only where the module that takes papers in is installed: the two know one another by this address alone.
  const accepts = '/service/accept' in useRouter().routesByPath
  const left = called ? view.rule.calls - current.calls : 0
  const may = {
    next: !current && !paused,
    recall: called && left > 0,
    serve: called,
    miss: called && left <= 0,
    finish: serving,
  }
  const press = (allowed: boolean, ...acts: readonly CounterAct[]) => (allowed && !busy ? void act(...acts) : false)
  useKeys({
    n: () => press(may.next, { kind: 'next' }),
    r: () => press(may.recall, { kind: 'recall' }),
    s: () => press(may.serve, { kind: 'serve' }),
    m: () => press(may.miss, { kind: 'miss' }),
    f: () => press(may.finish, { kind: 'finish' }),
    g: () => press(may.finish, { kind: 'finish' }, { kind: 'next' }),
    p: () => press(paused, { kind: 'resume' }),
  })
  return (
    <section className="panel hall-stage" aria-label="窗口">
      <header>
        <strong className="num">{counter.number} 号</strong> {counter.title}
        <Tag color={paused ? 'warning' : 'success'}>{counterStateTitles[counter.state]}</Tag>
        {paused && <span className="quiet">{counter.reason}</span>}
        <span className="hall-stage-end">
          <PauseKey paused={paused} disabled={busy || current !== undefined} act={act} />
          <Button disabled={busy || current !== undefined} onClick={() => void act({ kind: 'close' })}>
            关闭窗口
          </Button>
        </span>
      </header>
      <div className="hall-current" aria-live="polite">
        {current ? (
          <>
            <p className="hall-number num">{current.number}</p>
            <p className="hall-current-what">
              {current.domainTitle}
              {current.priority !== 'none' && <Tag color="warning">优先 · {priorityTitles[current.priority]}</Tag>}
              {current.booked && <Tag color="processing">预约</Tag>}
              <span className="quiet">
                {channelTitles[current.channel]}取号 {whenText(current.takenAt)}
              </span>
            </p>
            <p className="quiet">
              {called ? (
                `已叫 ${current.calls} 次${left > 0 ? `，叫满 ${view.rule.calls} 次可过号` : '，可以过号'}`
              ) : (
                <Serving since={current.servedAt} />
              )}
            </p>
          </>
        ) : (
          <>
            <p className="hall-number hall-number-none">{paused ? '暂停' : '空闲'}</p>
            <p className="quiet">{view.waiting === 0 ? '没有等候的号，有人取号会自动出现' : `${view.waiting} 个号在等`}</p>
          </>
        )}
      </div>
      <div className="hall-keys">
        {!current && (
          <Button
            type="primary"
            size="large"
            disabled={!may.next || view.waiting === 0}
            loading={busy}
            onClick={() => void act({ kind: 'next' })}
          >
            叫下一位 <kbd>N</kbd>
          </Button>
        )}
        {called && (
          <>
            <Button type="primary" size="large" loading={busy} onClick={() => void act({ kind: 'serve' })}>
              开始办理 <kbd>S</kbd>
            </Button>
            <Button size="large" disabled={!may.recall || busy} onClick={() => void act({ kind: 'recall' })}>
              重呼 <kbd>R</kbd>
            </Button>
            <Button size="large" disabled={!may.miss || busy} onClick={() => void act({ kind: 'miss' })}>
              过号 <kbd>M</kbd>
            </Button>
          </>
        )}
        {serving && (
          <>
            <Button type="primary" size="large" loading={busy} onClick={() => void act({ kind: 'finish' })}>
              办结 <kbd>F</kbd>
            </Button>
            <Button size="large" disabled={busy || view.waiting === 0} onClick={() => void act({ kind: 'finish' }, { kind: 'next' })}>
              办结并叫下一位 <kbd>G</kbd>
            </Button>
          </>
        )}
        {serving && accepts && (
          <Link className="hall-accept" to={'/service/accept' as never} search={{ ticket: current.number } as never}>
            去收件受理
          </Link>
        )}
        {current && <HandOn view={view} counter={counter} busy={busy} act={act} />}
        {current && (
          <Button type="text" size="large" disabled={busy} onClick={() => void act({ kind: 'give-up' })}>
            群众不办了
          </Button>
        )}
      </div>
    </section>
  )
}

function Serving({ since }: { readonly since: string | undefined }) {
  const now = useNow()
  return <>办理中{since && `，已 ${spanText(now - Date.parse(since))}`}</>
}

function HandOn({ view, counter, busy, act }: CallStageProps) {
  const items = [
    ...view.domains
      .filter(({ key }) => key !== counter.current?.domain)
      .map(({ key, title }) => ({ key: `d ${key}`, label: `转${title}（重新排队，优先）` })),
    ...view.others.map(({ id, number, title }) => ({ key: `c ${id}`, label: `转 ${number} 号 ${title}` })),
  ]
  const choose = ({ key }: { readonly key: string }) =>
    void act(key.startsWith('d ') ? { kind: 'hand-on', domain: key.slice(2) } : { kind: 'hand-on', counter: key.slice(2) })
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: choose }} disabled={busy || items.length === 0}>
      <Button size="large">转窗口</Button>
    </Dropdown>
  )
}

function PauseKey({
  paused,
  disabled,
  act,
}: {
  readonly paused: boolean
  readonly disabled: boolean
  readonly act: CallStageProps['act']
}) {
  const [reason, setReason] = useState('')
  const [open, setOpen] = useState(false)
  if (paused)
    return (
      <Button type="primary" onClick={() => void act({ kind: 'resume' })}>
        恢复叫号 <kbd>P</kbd>
      </Button>
    )
  const pause = (why: string): void => {
    setOpen(false)
    setReason('')
    void act({ kind: 'pause', reason: why })
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title="为什么暂停？大厅屏只显示“暂停”"
      content={
        <div className="hall-pause">
          {['取材料', '短暂离开', '设备故障'].map((why) => (
            <Button key={why} onClick={() => pause(why)}>
              {why}
            </Button>
          ))}
          <Input
            placeholder="其他原因，回车确定"
            aria-label="其他原因"
            maxLength={60}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            onPressEnter={() => reason.trim().length >= 2 && pause(reason.trim())}
          />
        </div>
      }
    >
      <Button disabled={disabled}>暂停叫号</Button>
    </Popover>
  )
}
