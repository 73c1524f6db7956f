import { Suspense } from 'react'
import type { z } from 'zod'
import { TownMap } from '#core/case/desk/index.tsx'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import type { IncidentDetail } from '../record.ts'

interface WhereCardProps {
  readonly incident: z.infer<typeof IncidentDetail>
  readonly areaName: string
}

/** Where: the words first, then the small map; accuracy as people say it. */
export function WhereCard({ incident, areaName }: WhereCardProps) {
  const { areas, place, accuracy, placeDoubt, address } = incident
  return (
    <section className="panel">
      <h2 className="panel-head">位置</h2>
      <div className="panel-body">
        <p className="where-words">
          <b>{address || areaName}</b>
          {accuracy !== undefined && <span className="quiet num"> ±{Math.round(accuracy)} 米</span>}
        </p>
        {placeDoubt && <p className="where-words">定位存疑：{placeDoubt}</p>}
        <p className="quiet where-areas">{areas.length > 0 ? areas.map((area) => area.name).join(' › ') : areaName}</p>
        {place ? (
          <Suspense fallback={<LoadingSkeleton rows={3} />}>
            <TownMap label={`位置：${address || areaName}`} height={190} point={place} />
          </Suspense>
        ) : (
          <p className="quiet">没有坐标，只有地址；可用“更正信息”在地图上补点。</p>
        )}
      </div>
    </section>
  )
}
