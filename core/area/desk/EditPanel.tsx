import { MergeCellsOutlined, ScissorOutlined, DragOutlined, UndoOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import type { Area, Finding } from '../contract.ts'
import { tierWords } from '../contract.ts'
import type { EditTool } from './area-map-props.ts'
import { AreaTree } from './AreaTree.tsx'
import { ChangeList } from './ChangeList.tsx'
import { FindingList } from './FindingList.tsx'
import type { BoundaryEditing } from './use-boundary-edit.ts'
import { useSaveEdit } from './use-save-edit.ts'

interface EditPanelProps {
  readonly editing: BoundaryEditing
  readonly chosen: readonly string[]
  readonly clearChosen: () => void
  /** The list does what a click on the map does: all can be reached by keyboard. */
  readonly choose: (code: string) => void
  readonly today: string
  /** The day whose borders are worked on: one ahead is corrected, unless another is chosen. */
  readonly begun: string
  readonly show: (finding: Finding) => void
  readonly done: (from: string) => void
  readonly leave: () => void
}

const tools: readonly { value: EditTool; label: string; icon: React.ReactNode }[] = [
  { value: 'move', label: '移动边界', icon: <DragOutlined /> },
  { value: 'cut', label: '分割', icon: <ScissorOutlined /> },
  { value: 'join', label: '合并', icon: <MergeCellsOutlined /> },
]

const ways: Readonly<Record<EditTool, string>> = {
  move: '点选一个区域，拖动它的角点；相邻区域和上级的同一角点一起移动。拖动边上的小圆点可加角点，右键角点可删除。',
  cut: '点选要分割的网格，再在图上逐点画线，双击或按回车完成，Esc 取消。里面的微网格一并分开。',
  join: '依次点选相邻的网格，第一个的编码和名称保留。',
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Tools, what has been changed so far, the day it shall count from, and saving. */
export function EditPanel({ editing, chosen, clearChosen, choose, today, begun, show, done, leave }: EditPanelProps) {
  const [from, setFrom] = useState(begun > today ? begun : nextDay(today))
  const [reason, setReason] = useState('')
  const saving = useSaveEdit(editing, from, done)
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (saving.fault !== undefined) answer.current?.scrollIntoView({ block: 'nearest' })
  }, [saving.fault])
  const first: Area | undefined = editing.areas.find(({ code }) => code === chosen[0])
  const accepted = saving.findings.length > 0 ? { reason } : undefined
  return (
    <div className="area-edit">
      <Segmented
        block
        aria-label="编辑工具"
        value={editing.tool}
        options={[...tools]}
        onChange={(tool) => {
          editing.setTool(tool)
          clearChosen()
        }}
      />
      <p className="quiet">{ways[editing.tool]}</p>
      {editing.fault !== undefined && <Alert type="error" showIcon role="alert" title={editing.fault} />}
      <AreaTree areas={editing.areas} code={chosen[0]} choose={choose} height={170} />
      {editing.tool === 'join' && chosen.length > 0 && (
        <ol className="area-chosen" aria-label="要合并的区域">
          {chosen.map((code) => (
            <li key={code}>{editing.areas.find((area) => area.code === code)?.name ?? code}</li>
          ))}
        </ol>
      )}
      {editing.tool === 'join' && (
        <Button
          block
          disabled={chosen.length < 2}
          onClick={() => {
            if (editing.join(chosen)) clearChosen()
          }}
        >
          合并选中的 {chosen.length} 个
        </Button>
      )}
      {first && editing.tool !== 'join' && (
        <label className="area-rename">
          {tierWords[first.tier]}名称
          <Input
            key={first.code}
            defaultValue={first.name}
            maxLength={60}
            onBlur={(event) => {
              const name = event.target.value.trim()
              if (name !== '' && name !== first.name) editing.rename(first.code, name)
            }}
          />
        </label>
      )}
      <ChangeList editing={editing} from={from} />
      <label className="area-from" htmlFor="area-from">
        生效日期
        <DayInput id="area-from" value={from} onChange={(day) => setFrom(day ?? nextDay(today))} />
      </label>
      {begun > today && from === begun && <p className="quiet">{begun} 的调整尚未生效：保存即修改这次调整，不另立版本。</p>}
      {from <= today && <p className="quiet">生效日期不晚于今天：当日以后新登记的事件按新边界，已登记的仍记在原网格。</p>}
      <div ref={answer} className="area-answer">
        {saving.fault !== undefined && <Alert type={saving.conflict ? 'warning' : 'error'} showIcon role="alert" title={saving.fault} />}
        {saving.findings.length > 0 && (
          <>
            <FindingList findings={saving.findings} show={show} />
            <label className="area-rename" htmlFor="area-edit-reason">
              仍要先这样生效的理由（会留痕）
              <Input.TextArea
                id="area-edit-reason"
                rows={2}
                maxLength={300}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
          </>
        )}
      </div>
      <div className="area-edit-foot">
        <Button icon={<UndoOutlined />} disabled={!editing.dirty} onClick={editing.undo}>
          撤销
        </Button>
        <Button onClick={leave}>{editing.dirty ? '放弃' : '退出编辑'}</Button>
        <Button type="primary" disabled={!editing.dirty} loading={saving.busy} onClick={() => void saving.save(accepted)}>
          {accepted ? '写明理由并保存' : '保存为新版本'}
        </Button>
      </div>
    </div>
  )
}
