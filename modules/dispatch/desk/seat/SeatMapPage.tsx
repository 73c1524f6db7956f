import { useEffect } from 'react'
import { EmptyState } from '#platform/client/desk/StateBlocks.tsx'
import { useViewer } from '#platform/client/viewer.ts'
import { SeatMap } from './SeatMap.tsx'
import { useMapEnd } from './seat-channel.ts'
import './seat.css'

/** The seat's map on a second monitor, in step with the seat of the same person in this browser. */
export function SeatMapPage() {
  const { state, pick } = useMapEnd(useViewer().personId)
  useEffect(() => {
    document.title = '坐席地图 · 四河'
  }, [])
  if (!state) return <EmptyState title="正在等坐席页面">请在本浏览器打开“坐席”，地图会自动跟上。</EmptyState>
  return (
    <div className="seat-map-alone">
      <SeatMap state={state} pick={pick} />
    </div>
  )
}
