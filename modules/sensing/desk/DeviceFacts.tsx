import { Link } from '@tanstack/react-router'
import { Descriptions } from 'antd'
import { shareText } from '#platform/client/amount.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { exactText } from '#platform/client/time.ts'
import type { DeviceDetail } from '../device.ts'
import { deviceStateTitles } from '../kind.ts'
import { formatTitles } from '../mapping.ts'
import { OnlineTag } from './tags.tsx'
import { useKinds } from './use-kinds.ts'
import { valueText } from './value-text.ts'

/** Now, and whose it is. */
export function DeviceFacts({ device }: { readonly device: DeviceDetail }) {
  const { kindOf } = useKinds()
  const flags = new Set(
    kindOf(device.kind)
      ?.fields.filter(({ flag }) => flag)
      .map(({ key }) => key),
  )
  const item = (key: string, label: string, children: React.ReactNode) => ({ key, label, children })
  return (
    <section className="panel sensing-card">
      <p className="sensing-now">
        <OnlineTag online={device.online} />
        {device.seenAt === undefined ? <span className="quiet">还没有收到过数据</span> : <Ago at={device.seenAt} />}
        {device.state !== 'normal' && <strong>{deviceStateTitles[device.state]}</strong>}
      </p>
      <dl className="sensing-live">
        {device.live.map((live) => (
          <div key={live.field}>
            <dt>{live.title}</dt>
            <dd className="num" title={exactText(live.at)}>
              {valueText(live, flags.has(live.field))}
            </dd>
          </div>
        ))}
      </dl>
      <Descriptions
        size="small"
        column={1}
        items={[
          item('area', '网格', device.areaName || '—'),
          item('address', '地址', device.address || '—'),
          item('component', '部件编码', <span className="num">{device.component ?? '—'}</span>),
          item('owner', '权属单位', device.owner?.name ?? '—'),
          item('upkeep', '养护单位', device.upkeep?.name ?? '—'),
          item('make', '厂家型号', [device.maker, device.model].filter(Boolean).join(' ') || '—'),
          item('installed', '安装', device.installedOn ?? '—'),
          item(
            'battery',
            '电池',
            `${device.battery === undefined ? '—' : `${Math.round(device.battery)}%`}${device.batteryOn ? `，${device.batteryOn} 更换` : ''}`,
          ),
          item('beat', '心跳', `${device.heartbeat} 秒，连续 3 次没有为离线`),
          item('format', '数据格式', formatTitles[device.format]),
          item('rate', '近 30 天在线率', device.onlineRate === undefined ? '—' : shareText(device.onlineRate)),
          ...(device.maintenanceCase
            ? [item('case', '维修案件', <Link to={`/cases/${device.maintenanceCase.id}`}>{device.maintenanceCase.number}</Link>)]
            : []),
          ...(device.note ? [item('note', '备注', device.note)] : []),
        ]}
      />
    </section>
  )
}
