import { Button } from 'antd'
import { Point } from '#core/case/contract.ts'
import type { FieldInputProps } from './registries.ts'
import { TownMap } from './TownMap.tsx'

/** A point picked on the map. What is shown is the place's name; coordinates are for machines. */
export function PlaceInput({ id, field, value, onChange }: FieldInputProps) {
  const parsed = Point.safeParse(value)
  const point = parsed.success ? parsed.data : undefined
  return (
    <div>
      <TownMap id={id} label={`${field.title}：在地图上点选`} height={220} point={point} onPick={onChange} />
      {point && (
        <Button size="small" type="link" onClick={() => onChange(undefined)}>
          清除位置
        </Button>
      )}
    </div>
  )
}
