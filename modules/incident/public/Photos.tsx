import { useState } from 'react'
import { photoAt } from './door.ts'

interface PhotosProps {
  readonly number: string
  readonly code: string
  readonly photos: readonly { readonly sha256: string; readonly name: string }[]
}

/** Small pictures; a tap shows the large one. */
export function Photos({ number, code, photos }: PhotosProps) {
  const [large, setLarge] = useState<string>()
  if (photos.length === 0) return null
  return (
    <>
      <ul className="tiles">
        {photos.map(({ sha256, name }) => (
          <li key={sha256} className="tile">
            <button
              type="button"
              className="tile-open"
              aria-label={`放大${name}`}
              onClick={() => setLarge(large === sha256 ? undefined : sha256)}
            >
              <img src={photoAt(number, code, sha256, 320)} alt={name} loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      {large && (
        <button type="button" className="large" onClick={() => setLarge(undefined)}>
          <img src={photoAt(number, code, large, 1280)} alt="放大的照片" />
          <span>收起</span>
        </button>
      )}
    </>
  )
}
