import { Alert } from 'antd'
import { useState } from 'react'
import type { AreaMapProps } from './area-map-props.ts'
import { GlAreaMap } from './GlAreaMap.tsx'
import { SvgAreaMap } from './SvgAreaMap.tsx'

/** The large map of the page. `onPlain` hears when it can only be read. */
export function AreaMap({ onPlain, ...props }: AreaMapProps & { readonly onPlain: () => void }) {
  const [plain, setPlain] = useState(false)
  if (!plain)
    return (
      <GlAreaMap
        {...props}
        failed={() => {
          setPlain(true)
          onPlain()
        }}
      />
    )
  return (
    <>
      <SvgAreaMap {...props} />
      <Alert className="area-map-plain" type="info" showIcon title="本机浏览器不支持 WebGL，地图只能查看，不能编辑" />
    </>
  )
}
