import type { ClipboardEvent, DragEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { CameraOutlined, CloseOutlined, FileOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { CaseFile } from '#core/case/contract.ts'
import { uploadFile } from '#platform/contract/files.ts'
import { newId } from '#platform/contract/id.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { fileAddress, upload } from '#platform/client/upload.ts'
import type { FieldInputProps } from './registries.ts'
import './schema-form.css'

interface Sending {
  readonly key: string
  readonly name: string
  readonly share: number
  readonly fault?: string
}

/** Photos and papers: choose, take, drop or paste. Each goes up at once and is named by its content from then on. */
export function FilesInput({ id, field, value, onChange, describedBy }: FieldInputProps) {
  const parsed = CaseFile.array().safeParse(value)
  const files = parsed.success ? parsed.data : []
  const latest = useRef<readonly CaseFile[]>(files)
  useEffect(() => {
    latest.current = files
  })
  const chooser = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<readonly Sending[]>([])
  const [over, setOver] = useState(false)
  const room = (field.max ?? 20) - files.length

  const send = async (file: File): Promise<void> => {
    const key = newId()
    const change = (more: Partial<Sending>): void => setSending((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)))
    setSending((all) => [...all, { key, name: file.name, share: 0 }])
    try {
      const stored = await upload(uploadFile, {}, file, { progress: (share) => change({ share }) })
      setSending((all) => all.filter((one) => one.key !== key))
      if (latest.current.some((one) => one.sha256 === stored.sha256)) return
      latest.current = [...latest.current, { sha256: stored.sha256, name: stored.name, mime: stored.mime }]
      onChange(latest.current)
    } catch (error) {
      change({ fault: problemText(error) })
    }
  }
  const add = (list: FileList | readonly File[] | null): void => {
    for (const file of [...(list ?? [])].slice(0, Math.max(0, room))) void send(file)
  }
  const paste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    add(event.clipboardData.files)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a drop and paste zone; the buttons in it do the same by key
    <div
      className={over ? 'files-input files-over' : 'files-input'}
      role="group"
      aria-labelledby={`${id}-label`}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      onPaste={paste}
      onDrop={drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
    >
      {files.map((file) => (
        <FileTile key={file.sha256} file={file} drop={() => onChange(files.filter((one) => one.sha256 !== file.sha256))} />
      ))}
      {sending.map((one) => (
        <div key={one.key} className="file-tile" title={one.fault ?? one.name}>
          {one.fault === undefined ? (
            <Progress type="circle" size={42} percent={Math.round(one.share * 100)} />
          ) : (
            <span className="field-fault">{one.fault.slice(0, 22)}</span>
          )}
          <span className="file-name">{one.name}</span>
          {one.fault !== undefined && (
            <Button
              className="file-drop"
              size="small"
              shape="circle"
              icon={<CloseOutlined />}
              aria-label="去掉这个文件"
              onClick={() => setSending((all) => all.filter((other) => other.key !== one.key))}
            />
          )}
        </div>
      ))}
      {room > 0 && (
        <>
          <button type="button" id={id} className="file-add" onClick={() => chooser.current?.click()}>
            <PlusOutlined />
            添加
          </button>
          <button type="button" className="file-add" onClick={() => camera.current?.click()}>
            <CameraOutlined />
            拍照
          </button>
        </>
      )}
      <p className="files-hint">可拖入、粘贴；照片、录音、视频、PDF 和办公文档均可，每个不超过 100 MB。</p>
      <input ref={chooser} type="file" multiple hidden aria-label={`选择${field.title}`} onChange={(event) => add(event.target.files)} />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={`拍摄${field.title}`}
        onChange={(event) => add(event.target.files)}
      />
    </div>
  )
}

function FileTile({ file, drop }: { readonly file: CaseFile; readonly drop: () => void }) {
  return (
    <div className="file-tile" title={file.name}>
      {file.mime.startsWith('image/') ? (
        <img src={fileAddress(file.sha256, 320)} alt={file.name} />
      ) : (
        <>
          <FileOutlined style={{ fontSize: 24 }} />
          <span className="file-name">{file.name}</span>
        </>
      )}
      <Button className="file-drop" size="small" shape="circle" icon={<CloseOutlined />} aria-label={`去掉 ${file.name}`} onClick={drop} />
    </div>
  )
}
