import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Select, Upload } from 'antd'
import { useEffect, useState } from 'react'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import type { Area, AreaField, Finding, ImportOptions, Shape, SourceCrs, Tier } from '../contract.ts'
import { columnNames, crsWords, tierWords } from '../contract.ts'
import { DraftList } from './DraftList.tsx'
import { FindingList } from './FindingList.tsx'
import { tierList } from './tier-looks.ts'
import { useImport } from './use-import.ts'

interface ImportPanelProps {
  readonly today: string
  readonly drawn: (shapes: readonly Shape[]) => void
  readonly show: (shape: Shape) => void
  readonly showFinding: (finding: Finding) => void
}

const mapped: readonly AreaField[] = ['code', 'name', 'tier', 'parent', 'wkt']
const mappedWords: Readonly<Partial<Record<AreaField, string>>> = {
  code: '编码列',
  name: '名称列',
  tier: '层级列',
  parent: '上级列',
  wkt: '边界列',
}

/** 选文件 → 坐标系、层级、列 → 逐行预览 → 同意修复 → 导入. */
export function ImportPanel({ today, drawn, show, showFinding }: ImportPanelProps) {
  const [options, setOptions] = useState<ImportOptions>({ crs: 'WGS84', validFrom: today })
  const [file, setFile] = useState<File>()
  const [consent, setConsent] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const { preview, done, busy, fault, look, keep, clear } = useImport(options)
  const set = (change: Partial<ImportOptions>): void => {
    setOptions((old) => ({ ...old, ...change }))
    clear()
  }
  const mapField = (field: AreaField, column: string | undefined): void => {
    const { [field]: _, ...rest } = options.fields ?? {}
    setOptions((old) => ({ ...old, fields: column === undefined ? rest : { ...rest, [field]: column } }))
  }
  const drafts = preview?.drafts
  useEffect(() => {
    drawn((drafts ?? []).flatMap(({ area }: { area?: Pick<Area, 'geometry'> | undefined }) => (area ? [area.geometry] : [])))
    return () => drawn([])
  }, [drafts, drawn])
  const errors = (preview?.findings ?? []).filter(({ severity }) => severity === 'error')
  const taken = (drafts ?? []).filter((draft) => draft.verdict === 'accepted' || consent.has(draft.place)).length
  return (
    <div className="area-import">
      <Upload
        accept=".geojson,.json,.csv,.xlsx"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(chosen) => {
          setFile(chosen)
          clear()
          return false
        }}
      >
        <Button icon={<UploadOutlined />}>{file ? '换一个文件' : '选择文件（GeoJSON、CSV、XLSX，不超过 20 MB）'}</Button>
      </Upload>
      {file && <p className="area-file">{file.name}</p>}
      <div className="area-import-options">
        <label htmlFor="area-import-crs">坐标系</label>
        <Select
          id="area-import-crs"
          value={options.crs}
          options={(Object.keys(crsWords) as SourceCrs[]).map((value) => ({ value, label: crsWords[value] }))}
          onChange={(crs: SourceCrs) => set({ crs })}
        />
        <label htmlFor="area-import-tier">默认层级</label>
        <Select
          id="area-import-tier"
          value={options.tier ?? ''}
          options={[{ value: '' as const, label: '由文件或编码判断' }, ...tierList.map((value) => ({ value, label: tierWords[value] }))]}
          onChange={(tier: Tier | '') => {
            const { tier: _, ...rest } = options
            setOptions(tier === '' ? rest : { ...rest, tier })
            clear()
          }}
        />
        <label htmlFor="area-import-from">生效日期</label>
        <DayInput id="area-import-from" value={options.validFrom} onChange={(day) => set({ validFrom: day ?? today })} />
        {preview &&
          mapped.map((field) => (
            <ColumnChoice
              key={field}
              title={mappedWords[field] ?? field}
              field={field}
              columns={preview.columns}
              value={columnOf(options, field)}
              set={(column) => mapField(field, column)}
            />
          ))}
      </div>
      {file && (
        <Button type={preview ? 'default' : 'primary'} loading={busy && !preview} onClick={() => void look(file)}>
          {preview ? '按新的设置重新预览' : '预览'}
        </Button>
      )}
      {fault !== undefined && <Alert type="error" showIcon role="alert" title={fault} />}
      {preview?.crs !== undefined && <p className="quiet">文件自称的坐标系：{preview.crs}</p>}
      {preview && <DraftList preview={preview} consent={consent} setConsent={setConsent} show={show} />}
      {preview && errors.length > 0 && (
        <>
          <Alert type="warning" showIcon title={`全部导入后会新出现 ${errors.length} 处边界错误`} />
          <FindingList findings={errors} show={showFinding} />
          <label className="area-rename" htmlFor="area-import-reason">
            仍要导入的理由（会留痕）
            <Input.TextArea
              id="area-import-reason"
              rows={2}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        </>
      )}
      {preview && (
        <Button
          type="primary"
          loading={busy}
          disabled={taken === 0 || (errors.length > 0 && reason.trim().length < 4)}
          onClick={() => void keep([...consent], errors.length > 0 ? { reason } : undefined)}
        >
          导入 {taken} 个区域
        </Button>
      )}
      {done && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={`导入完成：新增 ${done.added} 个，新版本 ${done.redrawn} 个，已有不变 ${done.same} 个，未导入 ${done.leftOut} 行`}
        />
      )}
    </div>
  )
}

function columnOf({ fields }: ImportOptions, field: AreaField): string | undefined {
  const source = fields?.[field]
  return typeof source === 'string' ? source : source?.field
}

interface ColumnChoiceProps {
  readonly title: string
  readonly field: AreaField
  readonly columns: readonly string[]
  readonly value: string | undefined
  readonly set: (column: string | undefined) => void
}

function ColumnChoice({ title, field, columns, value, set }: ColumnChoiceProps) {
  const names = columnNames[field].map((name) => name.toLowerCase())
  const usual = columns.find((column) => names.includes(column.trim().toLowerCase()))
  return (
    <>
      <label htmlFor={`area-column-${field}`}>{title}</label>
      <Select
        id={`area-column-${field}`}
        value={value ?? ''}
        options={[
          { value: '', label: usual === undefined ? '（文件里没有）' : `自动：${usual}` },
          ...columns.map((column) => ({ value: column, label: column })),
        ]}
        onChange={(column: string) => set(column === '' ? undefined : column)}
      />
    </>
  )
}
