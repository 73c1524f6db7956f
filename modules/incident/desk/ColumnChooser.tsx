import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Tooltip } from 'antd'
import { incidentColumns } from './columns.tsx'

/** Which columns stand; kept on this browser. Number, title and clock cannot be taken away. */
export function ColumnChooser({ shown, choose }: { readonly shown: readonly string[]; readonly choose: (keys: string[]) => void }) {
  const fixed = new Set(['number', 'title', 'clock', 'act'])
  const list = (
    <Checkbox.Group
      style={{ display: 'grid', gap: 4 }}
      value={[...shown]}
      options={incidentColumns.map(({ key, title }) => ({ value: key, label: title, disabled: fixed.has(key) }))}
      onChange={(keys) => choose(keys)}
    />
  )
  return (
    <Popover trigger="click" placement="bottomRight" title="显示的列" content={list}>
      <Tooltip title="选择列">
        <Button icon={<SettingOutlined />} aria-label="选择显示的列" />
      </Tooltip>
    </Popover>
  )
}
