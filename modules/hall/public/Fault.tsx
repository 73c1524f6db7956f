import type { Unanswered } from './ask.ts'

/** What went wrong and the way out, said aloud by a screen reader. */
export function Fault({ fault, again }: { readonly fault: Unanswered; readonly again?: (() => void) | undefined }) {
  return (
    <div className="hall-fault" role="alert">
      <strong>{fault.message}</strong>
      <p>{fault.way}</p>
      {again && (
        <button type="button" className="hall-plain" onClick={again}>
          再试一次
        </button>
      )}
    </div>
  )
}
