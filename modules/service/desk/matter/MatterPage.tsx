import { EditOutlined, FilePdfOutlined, StopOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { addressOf, call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { guideOf } from '../../guide.ts'
import { guidePaper } from '../../guide-endpoints.ts'
import type { MatterVersion } from '../../matter.ts'
import { applicantKinds, handlingKindTitles, matterLevelTitles, matterTypes } from '../../matter.ts'
import type { MatterVersionRow } from '../../matter-endpoints.ts'
import { countMatters, listMatters, readMatter, readVersions, stopMatter } from '../../matter-endpoints.ts'
import { meetingClass, meetingTitles } from '../../ways.ts'
import { GuideView } from './GuideView.tsx'
import './matter.css'

const standsOn = ({ from, to }: { from: string; to?: string | undefined }, day: string) => from <= day && (to === undefined || to > day)

/** One matter: the guide a resident reads, the facts it is made of, every version with what it changed. */
export function MatterPage() {
  const { code = '' } = useParams({ strict: false })
  const { get, set } = useUrl()
  const mayManage = useMay('service.matter.manage')
  const found = useEndpoint(readVersions, { params: { code } })
  const [stopping, setStopping] = useState(false)
  const [today] = useState(() => dayText(Date.now()))
  if (found.isError)
    return (
      <Page title="事项">
        <FailedState error={found.error} retry={() => void found.refetch()} />
      </Page>
    )
  if (!found.data)
    return (
      <Page title="事项">
        <LoadingSkeleton rows={12} />
      </Page>
    )
  const { rows, unitName } = found.data
  const on = get('on') ?? today
  const shown = rows.find((row) => standsOn(row, on)) ?? rows[0]!
  const { matter } = shown
  const latest = rows[0]!
  return (
    <Page
      title={matter.name}
      remark={
        <>
          <span className="num">{matter.code}</span> {matter.example && <Tag color="warning">示例</Tag>}
          {guideOf(matter, unitName).tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
          <Tag color="processing">{meetingTitles[meetingClass(matter)]}</Tag>
        </>
      }
      actions={
        <>
          <Button icon={<FilePdfOutlined />} href={addressOf(guidePaper, { params: { code } })} target="_blank">
            打印办事指南
          </Button>
          {mayManage && (
            <>
              {(latest.to === undefined || latest.to > today) && latest.from <= today && (
                <Button danger icon={<StopOutlined />} onClick={() => setStopping(true)}>
                  停用
                </Button>
              )}
              <Link to={`/service/matters/${code}/edit`}>
                <Button type="primary" icon={<EditOutlined />}>
                  修改（自某日起）
                </Button>
              </Link>
            </>
          )}
        </>
      }
    >
      {!standsOn(shown, today) && (
        <Alert
          type="warning"
          showIcon
          title={shown.from > today ? `这个版本自 ${shown.from} 起启用` : `这个版本到 ${shown.to} 为止`}
          action={rows.some((row) => standsOn(row, today)) && <Button onClick={() => set({ on: undefined })}>看今天的</Button>}
        />
      )}
      <div className="matter-two">
        <div>
          <GuideView guide={guideOf(matter, unitName)} />
        </div>
        <div>
          <Facts matter={matter} unitName={unitName} />
          <section className="panel matter-block">
            <h2>版本 {rows.length}</h2>
            {rows.map((row) => (
              <Version key={row.from} row={row} shown={row === shown} show={() => set({ on: row.from })} />
            ))}
          </section>
        </div>
      </div>
      {stopping && <StopDrawer matter={matter} close={() => setStopping(false)} />}
    </Page>
  )
}

function Facts({ matter, unitName }: { readonly matter: MatterVersion; readonly unitName: string }) {
  const facts: readonly (readonly [string, string])[] = [
    ['类型', matterTypes[matter.type]],
    ['分类', matter.domain],
    ['实施主体', unitName],
    ['层级', matterLevelTitles[matter.level]],
    ['服务对象', matter.applicants.map((kind) => applicantKinds[kind].title).join('、')],
    ['办件类型', handlingKindTitles[matter.handling]],
    ['特别程序', matter.special.join('、') || '无'],
    ['独任审批', matter.soleOfficer ? '可以（事后随机复核）' : '不可以'],
    ['帮代办', matter.agentAllowed ? '可以' : '不可以'],
    ['全城通办', matter.cityWide ? '是' : '否'],
    ['基本编码', matter.basicCode ?? '未填'],
    ['实施编码', matter.implementationCode ?? '未填'],
    ['申请表', `${matter.form.length} 栏：${matter.form.map(({ title }) => title).join('、')}`],
  ]
  return (
    <section className="panel matter-block">
      <h2>要素</h2>
      <dl className="matter-facts">
        {facts.map(([title, text]) => (
          <div key={title} style={{ display: 'contents' }}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Version({ row, shown, show }: { readonly row: MatterVersionRow; readonly shown: boolean; readonly show: () => void }) {
  return (
    <div className="matter-version">
      <strong className="num">
        {row.from} 起{row.to ? `，至 ${row.to} 前` : ''}
      </strong>{' '}
      {shown ? (
        <Tag color="processing">正在看</Tag>
      ) : (
        <Button type="link" size="small" onClick={show}>
          看这一版
        </Button>
      )}
      <span className="quiet">
        {row.changedBy} {dayText(Date.parse(row.changedAt))}
      </span>
      {row.changes.length > 0 && (
        <ul>
          {row.changes.map(({ title, before, after }) => (
            <li key={title}>
              {title}：<del>{before}</del> → <ins>{after}</ins>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function StopDrawer({ matter, close }: { readonly matter: MatterVersion; readonly close: () => void }) {
  const client = useQueryClient()
  return (
    <FormDrawer<{ on: string; reason: string }>
      title={`停用 · ${matter.name}`}
      submit="停用"
      danger
      draft={`service.matter.stop.${matter.code}`}
      note={<Alert type="warning" showIcon title="停用之日起不再受理；此前受理的办件照旧办完。" />}
      close={close}
      send={async ({ on, reason }, { actionId }) => {
        await call(stopMatter, { params: { code: matter.code }, body: { actionId, on, reason } })
        await Promise.all(
          [listMatters, countMatters, readMatter, readVersions].map((one) => client.invalidateQueries({ queryKey: keyOf(one) })),
        )
      }}
    >
      <Form.Item name="on" label="自哪一天起停用" rules={[{ required: true, message: '请选择日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="reason" label="停用依据" rules={[{ required: true, min: 2, message: '请填写停用依据' }]}>
        <Input maxLength={120} placeholder="文号或清单调整决定" />
      </Form.Item>
    </FormDrawer>
  )
}
