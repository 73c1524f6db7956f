import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, InputNumber, Select, Table } from 'antd'
import { useState } from 'react'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { changeDevice, readDevice } from '../device-endpoints.ts'
import type { MappedField, Mapping } from '../mapping.ts'
import { previewMapping } from '../reading-endpoints.ts'
import { useKinds } from './use-kinds.ts'

type Preview = ReplyOf<typeof previewMapping>

/** One sample pasted, a mapping proposed, what it reads shown, and put on the chosen device. */
export function MappingTool({ deviceId }: { readonly deviceId: string | undefined }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { kinds, kindOf } = useKinds()
  const device = useEndpoint(readDevice, { params: { id: deviceId ?? '' } }, { enabled: deviceId !== undefined })
  const [sample, setSample] = useState('')
  const [chosen, setKind] = useState<string>()
  const kind = chosen ?? device.data?.kind ?? kinds[0]?.key ?? 'other'
  const [mapping, setMapping] = useState<Mapping>()
  const [preview, setPreview] = useState<Preview>()
  const [fault, setFault] = useState<string>()
  const look = async (wanted?: Mapping): Promise<void> => {
    setFault(undefined)
    try {
      const found = await call(
        previewMapping,
        { body: { sample, format: 'json', kind, ...(wanted ? { mapping: wanted } : {}) } },
        { reads: true },
      )
      setPreview(found)
      setMapping(wanted ?? found.suggested)
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有读出来，请再试一次')
    }
  }
  const put = async (): Promise<void> => {
    if (!device.data || !mapping) return
    const {
      id,
      key,
      name,
      component,
      place,
      address,
      owner,
      upkeep,
      maker,
      model,
      installedOn,
      batteryOn,
      aliases,
      heartbeat,
      note,
      version,
    } = device.data
    try {
      const body = {
        key,
        kind: device.data.kind,
        name,
        address,
        maker,
        model,
        aliases,
        heartbeat,
        note,
        format: 'json' as const,
        mapping,
        ...(component ? { component } : {}),
        ...(place ? { place } : {}),
        ...(owner ? { ownerId: owner.id } : {}),
        ...(upkeep ? { upkeepId: upkeep.id } : {}),
        ...(installedOn ? { installedOn } : {}),
        ...(batteryOn ? { batteryOn } : {}),
      }
      await call(changeDevice, { params: { id }, body: { ...body, actionId: newId(), seen: version } })
      await client.invalidateQueries({ queryKey: keyOf(readDevice) })
      void message.success(`“${name}”改用这张对照表`)
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有保存成功，请再试一次')
    }
  }
  const field = (i: number, part: Partial<MappedField>): void => {
    if (!mapping) return
    const next = { ...mapping, fields: mapping.fields.with(i, { ...mapping.fields[i]!, ...part }) }
    setMapping(next)
    void look(next)
  }
  const titles = kindOf(kind)?.fields ?? []
  return (
    <div className="sensing-mapping">
      <Select
        aria-label="设备种类"
        style={{ width: 180 }}
        value={kind}
        options={kinds.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={setKind}
      />
      <Input.TextArea
        aria-label="样例"
        className="num"
        autoSize={{ minRows: 4, maxRows: 10 }}
        placeholder='{"data": [{"name": "angle", "v": 3.2}], "ts": 1763776800}'
        value={sample}
        onChange={(event) => setSample(event.target.value)}
      />
      <Button disabled={sample.trim().length < 2} onClick={() => void look()}>
        读一读
      </Button>
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      {preview && (
        <>
          {mapping ? (
            <Table
              size="small"
              rowKey={(_row, i) => String(i)}
              pagination={false}
              dataSource={mapping.fields}
              columns={[
                { key: 'path', title: '样例里的路径', dataIndex: 'path', className: 'num' },
                {
                  key: 'field',
                  title: '本镇字段',
                  render: (_, row, i) => (
                    <Select
                      size="small"
                      aria-label={`${row.path} 对应的字段`}
                      style={{ width: 160 }}
                      value={row.field}
                      options={titles.map(({ key, title }) => ({ value: key, label: title }))}
                      onChange={(next) => field(i, { field: next })}
                    />
                  ),
                },
                {
                  key: 'scale',
                  title: '乘以',
                  render: (_, row, i) => (
                    <InputNumber
                      size="small"
                      aria-label={`${row.path} 乘以`}
                      value={row.scale}
                      onChange={(next) => next !== null && field(i, { scale: next })}
                    />
                  ),
                },
                { key: 'value', title: '读到', className: 'num', render: (_, row) => preview.values[row.field] ?? '—' },
              ]}
            />
          ) : (
            <Alert
              type="warning"
              showIcon
              title="样例里没有找到能对应的数值"
              description={`读到：${preview.paths.map(({ path, value }) => `${path} = ${value}`).join('；')}`}
            />
          )}
          {preview.faults.map((one) => (
            <p key={one.reason} className="sensing-wrong">
              {one.title}：{one.detail}
            </p>
          ))}
          {mapping && (
            <Button type="primary" disabled={!device.data} onClick={() => void put()}>
              {device.data ? `用于“${device.data.name}”` : '先在左边选择设备'}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
