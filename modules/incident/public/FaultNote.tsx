import type { Refused } from './request.ts'

/** What went wrong and what to do, in plain words. */
export function FaultNote({ fault }: { readonly fault: Refused }) {
  return (
    <div className="note note-bad" role="alert">
      <strong>{fault.message}</strong>
      {fault.way && <p>{fault.way}。</p>}
    </div>
  )
}
