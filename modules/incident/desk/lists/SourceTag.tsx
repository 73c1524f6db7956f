import { Tooltip } from 'antd'
import type { IncidentClass } from '../../classes/class.ts'

/** 出处: a named source stands behind it. 示例: ours until the town confirms it. */
export function SourceTag({ source, of = '这一项' }: { readonly source: IncidentClass['source']; readonly of?: string }) {
  if (source === '出处') return <span className="quiet source-word">出处</span>
  return (
    <Tooltip title={`${of}是示例，本镇确认后改为“出处”`}>
      <span className="sample-mark">示例</span>
    </Tooltip>
  )
}
