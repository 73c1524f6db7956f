import type { Tx } from '#platform/server/database.ts'
import type { Area } from '../area.ts'

/** Takes versions out that never counted; who had drawn them stays in the audit rows. */
export async function removeAreas(tx: Tx, town: string, areas: readonly Area[]): Promise<void> {
  if (areas.length === 0) return
  await tx.query(`delete from area.area where town = $1 and id = any($2::text[])`, [town, areas.map(({ id }) => id)])
}
