import './tags.css'

interface StateTagProps {
  readonly title: string
  readonly closed?: boolean
  /** Waits for somebody's decision beside the main line: returned, shelved, merged. */
  readonly aside?: boolean
}

/** Where a case stands, in a word; a tick when it is over, a bent line when it left the main road. */
export function StateTag({ title, closed = false, aside = false }: StateTagProps) {
  const tone = closed ? 'state-closed' : aside ? 'state-aside' : 'state-open'
  return (
    <span className={`state-tag ${tone}`}>
      {closed && '✓ '}
      {aside && !closed && '↺ '}
      {title}
    </span>
  )
}
