import { useQueryClient } from '@tanstack/react-query'
import { countText } from '#platform/client/amount.ts'
import { useLive } from '#platform/client/live.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { countIncidents } from '../endpoints.ts'

/** What waits for me, on the menu. */
export function MyWorkCount() {
  const client = useQueryClient()
  const counts = useEndpoint(countIncidents, { query: { mine: true } }, { keep: true })
  useLive(['case.acted'], () => void client.invalidateQueries({ queryKey: keyOf(countIncidents) }))
  const mine = counts.data?.mine ?? 0
  if (mine === 0) return null
  return <span className="menu-count">{countText(mine)}</span>
}
