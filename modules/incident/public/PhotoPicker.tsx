import { Mark } from './KindIcon.tsx'
import type { DraftPhoto } from './report-draft.ts'
import { MOST_PHOTOS, type PhotoState, usePhotos } from './use-photos.ts'
import type { Report } from './use-report.ts'

interface PickProps {
  readonly label: string
  readonly icon: 'camera' | 'album'
  readonly camera?: boolean
  readonly big?: boolean
  readonly take: (files: File[]) => void
}

function Pick({ label, icon, camera, big, take }: PickProps) {
  return (
    <label className={big ? 'pick pick-big' : 'pick'}>
      <Mark name={icon} />
      <span>{label}</span>
      <input
        type="file"
        accept="image/*"
        multiple={!camera}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          take(Array.from(event.target.files ?? []))
          event.target.value = ''
        }}
      />
    </label>
  )
}

function PhotoTile({
  photo,
  state,
  index,
  again,
  remove,
}: {
  photo: DraftPhoto
  state: PhotoState
  index: number
  again: () => void
  remove: () => void
}) {
  const words = photo.sha256 ? '已上传' : state.failed ? '没传上去' : `上传中 ${Math.round((state.share ?? 0) * 100)}%`
  return (
    <li className={state.failed ? 'tile tile-bad' : 'tile'}>
      {state.preview ? <img src={state.preview} alt={`第 ${index + 1} 张照片`} /> : <span className="tile-blank">照片</span>}
      <span className="tile-state" role="status">
        {photo.sha256 && <Mark name="tick" />}
        {words}
      </span>
      {state.failed && (
        <button type="button" className="tile-again" onClick={again}>
          再传一次
        </button>
      )}
      <button type="button" className="tile-remove" aria-label={`删除第 ${index + 1} 张照片`} onClick={remove}>
        <Mark name="cross" />
      </button>
    </li>
  )
}

/** Photo first: one large button opens the camera. */
export function PhotoPicker({ report, fault }: { readonly report: Report; readonly fault: string | undefined }) {
  const { states, add, remove, again } = usePhotos(report)
  const { photos } = report.draft
  const left = MOST_PHOTOS - photos.length
  const failed = photos.map((p) => states[p.key]?.failed).find(Boolean)
  return (
    <section className="block">
      <h2>
        现场照片<small>（没有可以不拍）</small>
      </h2>
      {photos.length > 0 && (
        <ul className="tiles">
          {photos.map((photo, index) => (
            <PhotoTile
              key={photo.key}
              photo={photo}
              state={states[photo.key] ?? {}}
              index={index}
              again={() => again(photo)}
              remove={() => remove(photo.key)}
            />
          ))}
        </ul>
      )}
      {left > 0 ? (
        <div className="picks">
          <Pick label={photos.length > 0 ? '再拍一张' : '拍照'} icon="camera" camera big take={add} />
          <Pick label="从相册选" icon="album" take={add} />
        </div>
      ) : (
        <p className="hint">最多 {MOST_PHOTOS} 张，已够了。</p>
      )}
      {(failed ?? fault) && (
        <p className="fault" role="alert">
          {failed ?? fault}
        </p>
      )}
    </section>
  )
}
