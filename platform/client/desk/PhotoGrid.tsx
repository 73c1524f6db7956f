import { FileOutlined } from '@ant-design/icons'
import { Image } from 'antd'
import { fileAddress } from '../upload.ts'
import './photo-grid.css'

export interface ShownFile {
  readonly sha256: string
  readonly name: string
  readonly mime: string
}

/** Photos as tiles that open large (arrows go on), other files as links. */
export function PhotoGrid({ files, size = 84 }: { readonly files: readonly ShownFile[]; readonly size?: number }) {
  const photos = files.filter((file) => file.mime.startsWith('image/'))
  const others = files.filter((file) => !file.mime.startsWith('image/'))
  if (files.length === 0) return null
  return (
    <div className="photo-grid">
      <Image.PreviewGroup items={photos.map((file) => fileAddress(file.sha256, 1280))}>
        {photos.map((file) => (
          <Image key={file.sha256} src={fileAddress(file.sha256, 320)} width={size} height={size} alt={file.name} loading="lazy" />
        ))}
      </Image.PreviewGroup>
      {others.map((file) => (
        <a key={file.sha256} className="photo-paper" href={fileAddress(file.sha256)} target="_blank" rel="noreferrer">
          <FileOutlined /> {file.name}
        </a>
      ))}
    </div>
  )
}

/** Evidence side by side: what it was, what it is. */
export function BeforeAfter({ before, after }: { readonly before: readonly ShownFile[]; readonly after: readonly ShownFile[] }) {
  if (before.length === 0 && after.length === 0) return null
  return (
    <div className="before-after">
      <figure>
        <figcaption>处置前</figcaption>
        {before.length > 0 ? <PhotoGrid files={before} size={132} /> : <p className="quiet">没有照片</p>}
      </figure>
      <figure>
        <figcaption>处置后</figcaption>
        {after.length > 0 ? <PhotoGrid files={after} size={132} /> : <p className="quiet">还没有照片</p>}
      </figure>
    </div>
  )
}
