import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, InputNumber, Select, Table } from 'antd'
import { useState } from 'react'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readRetention, saveRetention } from '../device-endpoints.ts'
import { Keep, keepTitles } from '../kind.ts'

type View = ReplyOf<typeof readRetention>

/** `1.4 GB`. */
function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024))))
  return `${(bytes / 1024 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power]}`
}

/** How long readings stay, and what that will cost in disk. */
export function RetentionDrawer({ close }: { readonly close: () => void }) {
  const found = useEndpoint(readRetention, {})
  return (
    <Drawer open onClose={close} size={720} title="读数保存期与容量" mask={{ enabled: true, blur: false }}>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.data && <Choice view={found.data} close={close} />}
    </Drawer>
  )
}

function Choice({ view, close }: { readonly view: View; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const may = useMay('sensing.retention.manage')
  const [days, setDays] = useState(view.days)
  const [kinds, setKinds] = useState(view.kinds)
  const [fault, setFault] = useState<string>()
  const cost = (kind: string): number => {
    const line = view.lines.find((one) => one.kind === kind)
    return line ? line.perDay * view.bytesPerReading * (days[kinds[kind] ?? line.keep] ?? 0) : 0
  }
  const save = async (): Promise<void> => {
    try {
      await call(saveRetention, { body: { actionId: newId(), days, kinds } })
      await client.invalidateQueries({ queryKey: keyOf(readRetention) })
      void message.success('保存期已更新，过期的读数从当晚起按天删除')
      close()
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有保存成功，请再试一次')
    }
  }
  return (
    <div className="sensing-keep">
      {!view.decided && <Alert type="info" showIcon title="还没有由本镇确定，现按示例保存。请核对天数和容量后保存。" />}
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <div className="sensing-filters">
        {Keep.options.map((keep) => (
          <span key={keep}>
            {keepTitles[keep]}{' '}
            <InputNumber
              aria-label={keepTitles[keep]}
              min={7}
              max={3650}
              disabled={!may}
              value={days[keep]}
              onChange={(value) => value && setDays({ ...days, [keep]: value })}
              suffix="天"
              style={{ width: 120 }}
            />
          </span>
        ))}
      </div>
      <Table
        size="small"
        rowKey="kind"
        pagination={false}
        dataSource={view.lines}
        columns={[
          { key: 'title', title: '种类', dataIndex: 'title' },
          { key: 'devices', title: '设备', dataIndex: 'devices', align: 'right', className: 'num' },
          {
            key: 'day',
            title: '每天读数',
            align: 'right',
            className: 'num',
            render: (_, line) => `${line.perDay.toLocaleString('zh-CN')}${line.measured ? '' : '（按心跳估计）'}`,
          },
          {
            key: 'keep',
            title: '保存',
            width: 110,
            render: (_, line) => (
              <Select
                size="small"
                aria-label={`${line.title}的保存期`}
                disabled={!may}
                value={kinds[line.kind] ?? line.keep}
                options={Keep.options.map((value) => ({ value, label: keepTitles[value] }))}
                onChange={(value) => setKinds({ ...kinds, [line.kind]: value })}
              />
            ),
          },
          { key: 'size', title: '存满后占用', align: 'right', className: 'num', render: (_, line) => sizeText(cost(line.kind)) },
        ]}
      />
      <p className="quiet">
        现已占用 {sizeText(view.stored)}（{view.partitions} 天{view.oldest ? `，最早 ${view.oldest}` : ''}）；按所选存满后约{' '}
        <strong>{sizeText(view.lines.reduce((sum, line) => sum + cost(line.kind), 0))}</strong>。每条读数连同索引约{' '}
        {Math.round(view.bytesPerReading)} 字节。
      </p>
      {may && (
        <Button type="primary" onClick={() => void save()}>
          保存
        </Button>
      )}
    </div>
  )
}
