import { ClockCircleOutlined, PlusOutlined, QrcodeOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, InputNumber, Segmented, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { PlaceInput } from '#core/case/desk/index.tsx'
import { addressOf, call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import {
  type Checklist,
  type ChecklistItem,
  type PatrolObject,
  createChecklist,
  createObject,
  listChecklists,
  listObjects,
  perWords,
  printStickers,
  publishChecklist,
  updateObject,
} from '../contract.ts'
import './patrol.css'

interface ObjectValues {
  readonly checklistId: string
  readonly name: string
  readonly address?: string
  readonly place?: [number, number]
  readonly code?: string
  readonly active: boolean
}

function ObjectDrawer({
  row,
  kinds,
  close,
}: {
  readonly row: PatrolObject | undefined
  readonly kinds: readonly Checklist[]
  readonly close: () => void
}) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const send = async (
    { code, address = '', place, ...rest }: ObjectValues,
    { actionId, version }: { actionId: string; version: number },
  ): Promise<void> => {
    const draft = { ...rest, address, ...(place ? { place } : {}) }
    if (row) await call(updateObject, { params: { id: row.id }, body: { ...draft, version } }, { actionId })
    else await call(createObject, { body: { ...draft, actionId, ...(code ? { code } : {}) } }, { actionId })
    await client.invalidateQueries({ queryKey: keyOf(listObjects) })
    void message.success(`“${rest.name}”已保存`)
  }
  return (
    <FormDrawer<ObjectValues>
      title={row ? `修改对象 · ${row.name}` : '登记巡查对象'}
      submit="保存"
      draft={`patrol.object.${row?.id ?? 'new'}`}
      initial={
        row
          ? {
              checklistId: row.checklistId,
              name: row.name,
              address: row.address,
              active: row.active,
              ...(row.place ? { place: row.place } : {}),
            }
          : { active: true }
      }
      {...(row ? { opened: { ...row } } : {})}
      close={close}
      send={send}
    >
      <Form.Item name="checklistId" label="类别" rules={[{ required: true, message: '请选择类别' }]}>
        <Select options={kinds.map(({ id, title }) => ({ value: id, label: title }))} />
      </Form.Item>
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写对象名称' }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="address" label="地址">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="place" label="位置" extra="在地图上点一下；网格由位置得出。">
        <PlaceField />
      </Form.Item>
      {!row && (
        <Form.Item
          name="code"
          label="二维码编号（可留空由系统生成）"
          rules={[{ pattern: /^[0-9A-Za-z-]{4,40}$/, message: '4–40 位字母、数字或短横线' }]}
        >
          <Input maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>在用</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}

/** antd hands a field its value by these names. */
function PlaceField({
  id = 'place',
  value,
  onChange,
}: {
  readonly id?: string
  readonly value?: unknown
  readonly onChange?: (value: unknown) => void
}) {
  return (
    <PlaceInput
      id={id}
      field={{ key: 'place', title: '位置', kind: 'place' }}
      value={value}
      onChange={(next) => onChange?.(next)}
      invalid={false}
      describedBy={undefined}
    />
  )
}

interface ListValues {
  readonly title: string
  readonly times: number
  readonly per: keyof typeof perWords
  readonly keyPlace: boolean
  readonly items: { readonly title: string; readonly standard?: string; readonly photo: ChecklistItem['photo']; readonly key?: string }[]
}

function ChecklistDrawer({ row, close }: { readonly row: Checklist | undefined; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const send = async ({ title, times, per, keyPlace, items }: ListValues, { actionId }: { actionId: string }): Promise<void> => {
    const draft = {
      title,
      frequency: { times, per },
      keyPlace,
      // A new line gets a key of its own, an old one keeps its: results of earlier visits stay readable.
      items: items.map((item, i) => ({
        key: item.key ?? `item-${Date.now().toString(36)}-${i}`,
        title: item.title,
        standard: item.standard ?? '',
        photo: item.photo,
      })),
    }
    if (row) await call(publishChecklist, { params: { id: row.id }, body: { ...draft, actionId, seen: row.version } }, { actionId })
    else await call(createChecklist, { body: { ...draft, actionId } }, { actionId })
    await client.invalidateQueries({ queryKey: keyOf(listChecklists) })
    void message.success(row ? `已发布第 ${row.version + 1} 版，进行中的巡查仍用原版` : '清单已发布')
  }
  return (
    <FormDrawer<ListValues>
      title={row ? `发布新版 · ${row.title}（现第 ${row.version} 版）` : '新增对象类别与清单'}
      submit="发布"
      size={620}
      draft={`patrol.checklist.${row?.id ?? 'new'}`}
      initial={
        row
          ? { title: row.title, times: row.frequency.times, per: row.frequency.per, keyPlace: row.keyPlace, items: row.items }
          : { times: 1, per: 'month', keyPlace: false, items: [{ title: '', photo: 'found' }] }
      }
      close={close}
      send={send}
      note="发布后，进行中的巡查继续用开始时的版本；新开始的用新版。"
    >
      <Form.Item name="title" label="对象类别" rules={[{ required: true, message: '请填写对象类别' }]}>
        <Input maxLength={40} placeholder="如：沿街商铺" />
      </Form.Item>
      <div className="patrol-bar">
        <Form.Item name="per" label="走访周期">
          <Select style={{ width: 110 }} options={Object.entries(perWords).map(([value, label]) => ({ value, label: `每${label}` }))} />
        </Form.Item>
        <Form.Item name="times" label="次数">
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
        <Form.Item name="keyPlace" label=" " valuePropName="checked">
          <Checkbox>重点场所</Checkbox>
        </Form.Item>
      </div>
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="patrol-bar">
                <Form.Item name={[name, 'title']} noStyle rules={[{ required: true, message: '请填写检查项' }]}>
                  <Input aria-label={`检查项 ${name + 1}`} placeholder="检查什么" maxLength={80} style={{ width: 200 }} />
                </Form.Item>
                <Form.Item name={[name, 'standard']} noStyle>
                  <Input aria-label={`标准 ${name + 1}`} placeholder="怎样算好" maxLength={300} style={{ width: 170 }} />
                </Form.Item>
                <Form.Item name={[name, 'photo']} noStyle>
                  <Select
                    aria-label={`拍照 ${name + 1}`}
                    style={{ width: 110 }}
                    options={[
                      { value: 'found', label: '有问题拍' },
                      { value: 'always', label: '每次都拍' },
                      { value: 'never', label: '不用拍' },
                    ]}
                  />
                </Form.Item>
                <Button type="text" size="small" onClick={() => remove(name)}>
                  删除
                </Button>
              </div>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ title: '', photo: 'found' })}>
              加一项
            </Button>
          </>
        )}
      </Form.List>
    </FormDrawer>
  )
}

/** 巡查对象与清单: what is looked at, with which list, and what is due. */
export function ObjectsPage() {
  const url = useUrl()
  const tab = url.get('tab') ?? 'objects'
  const kind = url.get('kind')
  const due = url.get('due') === '1'
  const words = useDebounced(url.get('q') ?? '', 250)
  const [editing, setEditing] = useState<PatrolObject | 'new'>()
  const [listing, setListing] = useState<Checklist | 'new'>()
  const lists = useEndpoint(listChecklists, { query: { limit: 200 } })
  const kinds = lists.data?.rows ?? []
  const filter = { ...(kind ? { checklistId: kind } : {}), ...(due ? { due: 'true' } : {}), ...(words ? { q: words } : {}) }
  const found = usePages<PatrolObject>([...keyOf(listObjects), kind ?? '', String(due), words], (after) =>
    call(listObjects, { query: { limit: 60, ...filter, ...(after ? { after } : {}) } }),
  )
  return (
    <Page
      title="巡查对象与清单"
      actions={
        <>
          {tab === 'objects' && (
            <Button icon={<QrcodeOutlined />} href={addressOf(printStickers, { query: filter })} target="_blank">
              打印标签
            </Button>
          )}
          <Button type="primary" icon={<PlusOutlined />} onClick={() => (tab === 'objects' ? setEditing('new') : setListing('new'))}>
            {tab === 'objects' ? '登记对象' : '新增清单'}
          </Button>
        </>
      }
    >
      <div className="patrol-bar">
        <Segmented
          value={tab}
          onChange={(next) => url.set({ tab: next === 'objects' ? undefined : next })}
          options={[
            { value: 'objects', label: '对象' },
            { value: 'lists', label: '清单' },
          ]}
        />
        {tab === 'objects' && (
          <>
            <Input.Search
              aria-label="按名称、编号或地址查找"
              placeholder="名称、编号或地址"
              allowClear
              defaultValue={url.get('q')}
              onChange={(event) => url.set({ q: event.target.value || undefined })}
              style={{ width: 240 }}
            />
            <Select
              aria-label="类别"
              allowClear
              placeholder="全部类别"
              value={kind ?? null}
              style={{ width: 160 }}
              onChange={(next: string | null) => url.set({ kind: next ?? undefined })}
              options={kinds.map(({ id, title }) => ({ value: id, label: title }))}
            />
            <Checkbox checked={due} onChange={(event) => url.set({ due: event.target.checked ? '1' : undefined })}>
              只看到期未走访
            </Checkbox>
          </>
        )}
      </div>
      {(tab === 'objects' ? found : lists).isError && <FailedState error={found.error ?? lists.error} retry={() => void found.refetch()} />}
      {(tab === 'objects' ? found : lists).isPending && <LoadingSkeleton rows={10} />}
      {tab === 'objects' && found.data && (
        <div className="panel patrol-scroll">
          <Table<PatrolObject>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            locale={{ emptyText: <EmptyState title={due ? '没有到期未走访的对象' : '没有这样的对象'} /> }}
            columns={[
              {
                key: 'name',
                title: '对象',
                render: (_, row) => (
                  <Button type="link" size="small" onClick={() => setEditing(row)}>
                    {row.name}
                  </Button>
                ),
              },
              { key: 'kind', title: '类别', width: 130, render: (_, row) => row.kind },
              { key: 'code', title: '二维码编号', width: 130, className: 'num', render: (_, row) => row.code },
              { key: 'area', title: '网格', render: (_, row) => row.areaName },
              { key: 'address', title: '地址', render: (_, row) => row.address },
              { key: 'often', title: '频次', width: 110, render: (_, row) => row.frequencyText },
              {
                key: 'last',
                title: '上次走访',
                width: 120,
                render: (_, row) => (row.lastVisitAt ? <Ago at={row.lastVisitAt} /> : <span className="quiet">还没有</span>),
              },
              {
                key: 'due',
                title: '应在此前',
                width: 150,
                className: 'num',
                render: (_, row) =>
                  row.overdue ? (
                    <span className="patrol-late">
                      <ClockCircleOutlined /> {row.dueOn} 已逾期
                    </span>
                  ) : (
                    row.dueOn
                  ),
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" onClick={() => void found.fetchNextPage()}>
              更多
            </Button>
          )}
        </div>
      )}
      {tab === 'lists' && lists.data && (
        <div className="panel patrol-scroll">
          <Table<Checklist>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={[...kinds]}
            columns={[
              {
                key: 'title',
                title: '对象类别',
                render: (_, row) => (
                  <Button type="link" size="small" onClick={() => setListing(row)}>
                    {row.title} {row.keyPlace && <Tag color="warning">重点</Tag>}
                  </Button>
                ),
              },
              { key: 'version', title: '版本', width: 80, className: 'num', render: (_, row) => `第 ${row.version} 版` },
              { key: 'items', title: '检查项', render: (_, row) => row.items.map(({ title }) => title).join('；') },
              { key: 'often', title: '走访频次', width: 110, render: (_, row) => row.frequencyText },
              { key: 'objects', title: '对象数', width: 90, className: 'num', render: (_, row) => row.objects },
              {
                key: 'by',
                title: '发布',
                width: 190,
                render: (_, row) => (
                  <>
                    {row.publishedBy} <Ago at={row.publishedAt} />
                  </>
                ),
              },
            ]}
          />
        </div>
      )}
      {editing && <ObjectDrawer row={editing === 'new' ? undefined : editing} kinds={kinds} close={() => setEditing(undefined)} />}
      {listing && <ChecklistDrawer row={listing === 'new' ? undefined : listing} close={() => setListing(undefined)} />}
    </Page>
  )
}
