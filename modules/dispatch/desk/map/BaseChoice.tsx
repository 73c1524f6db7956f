import { SettingOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { Suspense, lazy, useState } from 'react'
import { readGround } from '#core/area/contract.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'

const RasterForm = lazy(() => import('./RasterForm.tsx').then((m) => ({ default: m.RasterForm })))

interface BaseChoiceProps {
  readonly base: 'town' | 'raster'
  readonly onBase: (base: 'town' | 'raster') => void
}

/** 底图: the town's own, or another provider's when the town has set one; its setting for those who manage the ground. */
export function BaseChoice({ base, onBase }: BaseChoiceProps) {
  const [open, setOpen] = useState(false)
  const manages = useMay('area.area.manage')
  const { data } = useEndpoint(readGround, {}, { staleTime: Infinity })
  if (!manages && !data?.raster) return null
  return (
    <section className="map-group">
      <h3>底图</h3>
      <div className="map-base">
        {data?.raster ? (
          <Segmented
            size="small"
            value={base}
            options={[
              { value: 'town', label: '本镇' },
              { value: 'raster', label: data.raster.title },
            ]}
            onChange={onBase}
          />
        ) : (
          <span className="map-quiet">本镇矢量底图</span>
        )}
        {manages && (
          <Button type="text" size="small" icon={<SettingOutlined />} onClick={() => setOpen(true)}>
            设置
          </Button>
        )}
      </div>
      {base === 'raster' && data?.raster && <p className="map-quiet">{data.raster.attribution}</p>}
      {open && (
        <Suspense fallback={null}>
          <RasterForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}
