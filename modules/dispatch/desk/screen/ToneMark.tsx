/** Each meaning has a shape beside its colour: for colour-blind eyes and black-and-white print. */
const shapes: Readonly<Record<string, string>> = {
  critical: 'M8 1 15 8 8 15 1 8Z',
  urgent: 'M8 1.5 15 14H1Z',
  normal: 'M2.5 2.5h11v11h-11Z',
  low: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
  good: 'M2 8.5 6.2 13 14 3.5',
  people: 'M8 1.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4ZM2.2 14.5a5.8 5.8 0 0 1 11.6 0Z',
  vehicle: 'M8 1 13.5 14.5 8 11.4 2.5 14.5Z',
  officer: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
  late: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM8 4.6V8l2.6 1.8',
}
const drawn = new Set(['good', 'late'])

export function ToneMark({ tone }: { readonly tone: string | undefined }) {
  const shape = tone === undefined ? undefined : shapes[tone]
  if (shape === undefined) return null
  return (
    <svg className={`wall-mark tone-${tone}`} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={shape}
        fill={drawn.has(tone!) ? 'none' : 'currentColor'}
        stroke={drawn.has(tone!) ? 'currentColor' : 'none'}
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
