import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Select, Table, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { countText, shareText } from '#platform/client/amount.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { RuleRow } from '../rule.ts'
import { listRules } from '../rule-endpoints.ts'
import { RuleDrawer } from './RuleDrawer.tsx'
import { LevelTag } from './tags.tsx'
import { useKinds } from './use-kinds.ts'
import './sensing.css'

/** 告警规则: what counts as an alarm, where that comes from, and how often it cried wolf. */
export function RulesPage() {
  const { get, set } = useUrl()
  const { kinds, kindOf } = useKinds()
  const kind = get('kind')
  const found = useEndpoint(listRules, { query: kind ? { kind } : {} }, { keep: true })
  const mayManage = useMay('sensing.rule.manage')
  const [editing, setEditing] = useState<RuleRow | 'new'>()
  const rules = found.data?.rules ?? []
  return (
    <Page
      title="告警规则"
      remark="误报率为近 90 天复核结果；低于设定值的规则才可以自动成案"
      actions={
        <>
          <Select
            allowClear
            aria-label="设备种类"
            placeholder="全部种类"
            style={{ width: 160 }}
            value={kind ?? null}
            options={kinds.map(({ key, title }) => ({ value: key, label: title }))}
            onChange={(next: string | null) => set({ kind: next ?? undefined })}
          />
          {mayManage && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              新建规则
            </Button>
          )}
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.data && rules.length === 0 && (
        <div className="panel">
          <EmptyState title="这一种类还没有规则">没有规则的设备只记录、不报警。</EmptyState>
        </div>
      )}
      {rules.length > 0 && (
        <div className="panel sensing-scroll">
          <Table<RuleRow>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rules}
            rowClassName={({ enabled }) => (enabled ? '' : 'sensing-off')}
            columns={[
              { key: 'level', title: '级别', width: 76, render: (_, { level }) => <LevelTag level={level} /> },
              {
                key: 'title',
                title: '规则',
                render: (_, rule) => (
                  <>
                    <Button type="link" size="small" className="sensing-link" onClick={() => setEditing(rule)}>
                      {rule.title}
                    </Button>
                    {!rule.enabled && <Tag>已停用</Tag>}
                    <div className="quiet">{rule.words}</div>
                  </>
                ),
              },
              {
                key: 'kind',
                title: '适用',
                width: 150,
                render: (_, { kind: key, area, devices }) => (
                  <>
                    {kindOf(key)?.title ?? key}
                    {devices?.length ? (
                      <span className="quiet"> 指定 {devices.length} 台</span>
                    ) : area ? (
                      <span className="quiet num"> {area}</span>
                    ) : null}
                  </>
                ),
              },
              {
                key: 'source',
                title: '出处',
                width: 220,
                render: (_, { source, example }) => (
                  <>
                    {example && <Tag color="gold">示例</Tag>}
                    {(example ? source.replace('示例：', '') : source) || '本镇规则'}
                  </>
                ),
              },
              {
                key: 'raised',
                title: '近 90 天告警',
                width: 110,
                align: 'right',
                className: 'num',
                render: (_, { raised, id }) => (raised === 0 ? '0' : <Link to={`/sensing/alarms?rule=${id}`}>{countText(raised)}</Link>),
              },
              {
                key: 'false',
                title: '误报率',
                width: 90,
                align: 'right',
                className: 'num',
                render: (_, { falseRate, reviewed }) =>
                  falseRate === undefined ? (
                    <span className="quiet">未复核</span>
                  ) : (
                    <Tooltip title={`已复核 ${reviewed} 条`}>{shareText(falseRate)}</Tooltip>
                  ),
              },
              {
                key: 'auto',
                title: '自动成案',
                width: 150,
                render: (_, { autoCase, auto }) =>
                  auto.active ? <Tag color="success">自动成案</Tag> : <span className="quiet">{autoCase ? auto.why : '人工复核'}</span>,
              },
            ]}
          />
        </div>
      )}
      {editing && <RuleDrawer rule={editing === 'new' ? undefined : editing} mayManage={mayManage} close={() => setEditing(undefined)} />}
    </Page>
  )
}
