import type { AlarmDetail } from '../alarm.ts'
import type { Reading } from '../reading.ts'
import { CurveChart } from './CurveChart.tsx'

interface EvidenceChartProps {
  readonly readings: readonly Reading[]
  readonly field: string
  readonly unit: string
  readonly episodes: AlarmDetail['episodes']
}

/** The readings around the onset, as they came: what the reviewer looks at first. */
export function EvidenceChart({ readings, field, unit, episodes }: EvidenceChartProps) {
  const points = readings
    .flatMap(({ at, values }) => (values[field] === undefined ? [] : [{ at, min: values[field], max: values[field], avg: values[field] }]))
    .sort((a, b) => a.at - b.at)
  if (points.length < 2) return null
  return (
    <CurveChart
      label="告警前后的读数"
      points={points}
      unit={unit}
      from={points[0]!.at}
      to={points.at(-1)!.at}
      gap={Number.POSITIVE_INFINITY}
      marks={episodes.map(({ onset, end }, i) => ({ id: String(i), title: '告警', onset, end }))}
      height={150}
    />
  )
}
