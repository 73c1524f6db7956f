import { useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Select } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { drafts } from '#platform/client/draft.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { dayText } from '#platform/client/time.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { OneThingVersion, deliveryTitles } from '../../one-thing.ts'
import { checkOneThing, listOneThings, publishOneThing, readOneThing } from '../../one-thing-endpoints.ts'
import { ItemLines } from './ItemLines.tsx'
import { PlanView } from './PlanView.tsx'
import { SituationLines } from './SituationLines.tsx'
import type { ThingDraft } from './thing-draft.ts'
import { blankThing, thingDraftOf, withGroups } from './thing-draft.ts'
import './matter.css'

/** The editor of a one-thing: matters, order and questions at the left, what a resident would get at the right. */
export function OneThingEditPage() {
  const { code } = useParams({ strict: false })
  const found = useEndpoint(readOneThing, { params: { code: code ?? '' } }, { enabled: code !== undefined })
  if (code !== undefined && found.isError)
    return (
      <Page title="修改一件事">
        <FailedState error={found.error} retry={() => void found.refetch()} />
      </Page>
    )
  if (code !== undefined && !found.data)
    return (
      <Page title="修改一件事">
        <LoadingSkeleton rows={12} />
      </Page>
    )
  const known = found.data
  return (
    <Editor
      latest={known?.version}
      seen={known?.versions.at(-1)?.from}
      names={Object.fromEntries((known?.matters ?? []).map((matter) => [matter.code, matter.name]))}
    />
  )
}

interface EditorProps {
  readonly latest: OneThingVersion | undefined
  readonly seen: string | undefined
  readonly names: Readonly<Record<string, string>>
}

function Editor({ latest, seen, names: given }: EditorProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const intent = useIntent()
  const name = `service.one-thing.${latest?.code ?? 'new'}`
  const [thing, setThing] = useState<ThingDraft>(
    () => drafts.read<ThingDraft>(name) ?? (latest ? thingDraftOf(latest, Date.now()) : blankThing(Date.now())),
  )
  const [picked, setPicked] = useState(given)
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => drafts.write(name, thing), [name, thing])
  const ready = useDebounced(
    useMemo(() => OneThingVersion.omit({ to: true }).safeParse(withGroups(thing)), [thing]),
    300,
  )
  const checked = useEndpoint(
    checkOneThing,
    { body: { thing: ready.data ?? withGroups(thing) } },
    { enabled: ready.success, reads: true, keep: true },
  )
  const change = (more: Partial<ThingDraft>) => setThing((before) => ({ ...before, ...more }))
  const names = { ...picked, ...Object.fromEntries((checked.data?.matters ?? []).map((matter) => [matter.code, matter.name])) }
  const shape = ready.success ? [] : [...new Set(ready.error.issues.map(({ message }) => message))]
  const faults = ready.success ? (checked.data?.faults ?? []).map(({ message }) => message) : shape

  const save = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const body = { thing: withGroups(thing), ...(seen ? { seen } : {}) }
      await call(publishOneThing, { body: { ...body, actionId: intent.idFor(body) } })
      intent.done()
      drafts.drop(name)
      await Promise.all([listOneThings, readOneThing].map((one) => client.invalidateQueries({ queryKey: keyOf(one) })))
      await navigate({ to: thing.from > dayText(Date.now()) ? '/service/one-things' : `/service/one-things/${thing.code}` })
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有保存，已填内容都还在；请再试一次')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      title={latest ? `修改一件事 · ${latest.name}` : '新增一件事'}
      remark="右边随时显示群众会看到的结果"
      actions={
        <>
          <Button onClick={() => history.back()}>取消</Button>
          <Button type="primary" loading={busy} disabled={faults.length > 0} onClick={() => void save()}>
            保存，自 {thing.from} 起启用
          </Button>
        </>
      }
    >
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      {faults.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title="还不能保存"
          description={
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {faults.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          }
        />
      )}
      <div className="matter-two">
        <div>
          <Basics thing={thing} fixed={latest !== undefined} change={change} />
          <ItemLines
            items={thing.items}
            names={names}
            change={(items) => change({ items })}
            named={(code, title) => setPicked({ ...picked, [code]: title })}
          />
          <SituationLines situations={thing.situations} items={thing.items} names={names} change={(situations) => change({ situations })} />
        </div>
        <div>{checked.data && ready.success && <PlanView inForce={{ version: ready.data, matters: checked.data.matters }} />}</div>
      </div>
    </Page>
  )
}

interface BasicsProps {
  readonly thing: ThingDraft
  readonly fixed: boolean
  readonly change: (more: Partial<ThingDraft>) => void
}

function Basics({ thing, fixed, change }: BasicsProps) {
  return (
    <section className="panel matter-block">
      <h2>基本信息</h2>
      <div className="matter-grid" style={{ gap: '10px 16px' }}>
        <div>
          <span className="quiet">编码</span>
          <Input
            aria-label="编码"
            value={thing.code}
            disabled={fixed}
            maxLength={60}
            placeholder="如 YJS-31"
            onChange={(event) => change({ code: event.target.value.toUpperCase() })}
          />
        </div>
        <div className="wide">
          <span className="quiet">名称</span>
          <Input aria-label="名称" value={thing.name} maxLength={60} onChange={(event) => change({ name: event.target.value })} />
        </div>
        <div>
          <span className="quiet">自哪一天起</span>
          <DayInput label="自哪一天起" value={thing.from} onChange={(day) => day && change({ from: day })} />
        </div>
        <div className="full">
          <span className="quiet">一句话说明</span>
          <Input
            aria-label="一句话说明"
            value={thing.summary}
            maxLength={300}
            onChange={(event) => change({ summary: event.target.value })}
          />
        </div>
        <div>
          <span className="quiet">对象</span>
          <Select
            aria-label="对象"
            style={{ width: '100%' }}
            value={thing.applicants}
            options={[
              { value: 'person', label: '个人' },
              { value: 'company', label: '企业' },
            ]}
            onChange={(applicants) => change({ applicants })}
          />
        </div>
        <div className="wide">
          <span className="quiet">结果名称</span>
          <Input
            aria-label="结果名称"
            value={thing.bundle.name}
            maxLength={80}
            onChange={(event) => change({ bundle: { ...thing.bundle, name: event.target.value } })}
          />
        </div>
        <div>
          <span className="quiet">送达</span>
          <Select
            aria-label="送达"
            style={{ width: '100%' }}
            value={thing.bundle.delivery}
            options={(['together', 'as-ready'] as const).map((value) => ({ value, label: deliveryTitles[value] }))}
            onChange={(delivery) => change({ bundle: { ...thing.bundle, delivery } })}
          />
        </div>
      </div>
    </section>
  )
}
