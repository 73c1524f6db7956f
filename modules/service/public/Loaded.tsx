import type { ReactNode } from 'react'
import type { Opened } from './use-open.ts'

/** Waiting, failed with a way out, or the page itself. */
export function Loaded<T>({ open, children }: { readonly open: Opened<T>; readonly children: (data: T) => ReactNode }) {
  const { data, fault, retry } = open
  if (fault)
    return (
      <div className="note note-bad" role="alert">
        <p>{fault}</p>
        <button type="button" className="plain" onClick={retry}>
          再试一次
        </button>
      </div>
    )
  return data === undefined ? <p className="skeleton">正在打开……</p> : children(data)
}
