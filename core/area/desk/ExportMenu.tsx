import { DownloadOutlined } from '@ant-design/icons'
import { Button, Popover, Select } from 'antd'
import { useState } from 'react'
import { addressOf } from '#platform/client/call.ts'
import type { AreaFormat, Datum, Tier } from '../contract.ts'
import { exportAreas, tierWords } from '../contract.ts'
import { tierList } from './tier-looks.ts'

const formats: readonly { value: AreaFormat; label: string }[] = [
  { value: 'geojson', label: 'GeoJSON（地图软件）' },
  { value: 'xlsx', label: 'XLSX（表格）' },
  { value: 'csv', label: 'CSV（表格）' },
]
const datums: readonly { value: Datum; label: string }[] = [
  { value: 'WGS84', label: 'WGS-84 / CGCS2000' },
  { value: 'GCJ02', label: 'GCJ-02（高德、腾讯）' },
  { value: 'BD09', label: 'BD-09（百度）' },
]

/** Takes the borders of the day shown out as a file. */
export function ExportMenu({ at }: { readonly at: string }) {
  const [format, setFormat] = useState<AreaFormat>('geojson')
  const [datum, setDatum] = useState<Datum>('WGS84')
  const [tier, setTier] = useState<Tier>()
  const form = (
    <div className="area-export">
      <label htmlFor="area-export-format">格式</label>
      <Select id="area-export-format" value={format} options={[...formats]} onChange={setFormat} />
      <label htmlFor="area-export-tier">层级</label>
      <Select
        id="area-export-tier"
        allowClear
        placeholder="全部层级"
        value={tier ?? null}
        options={tierList.map((value) => ({ value, label: tierWords[value] }))}
        onChange={(value: Tier | null | undefined) => setTier(value ?? undefined)}
      />
      <label htmlFor="area-export-datum">坐标系</label>
      <Select id="area-export-datum" value={datum} options={[...datums]} onChange={setDatum} />
      <Button type="primary" href={addressOf(exportAreas, { query: { format, datum, tier, at } })} download>
        下载 {at} 的边界
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title="导出" content={form}>
      <Button icon={<DownloadOutlined />}>导出</Button>
    </Popover>
  )
}
