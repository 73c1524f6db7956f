import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { failIncident } from '../faults.ts'

const most = 30

interface View {
  id: string
  name: string
  query: string
}

/** A person's saved list views, by name. */
export const listViews = (tx: Tx, actor: Actor): Promise<View[]> =>
  tx.query<View>(`select id, name, query from incident.saved_view where town = $1 and person_id = $2 order by name`, [
    actor.town,
    actor.personId,
  ])

/** Saves or renames a view. @throws Fault incident.view-limit */
export async function saveView(tx: Tx, actor: Actor, view: View): Promise<View> {
  const others = (await listViews(tx, actor)).filter((v) => v.id !== view.id)
  if (others.length >= most) throw failIncident('incident.view-limit')
  await tx.query(
    `insert into incident.saved_view (town, person_id, id, name, query) values ($1, $2, $3, $4, $5)
     on conflict (town, person_id, id) do update set name = excluded.name, query = excluded.query`,
    [actor.town, actor.personId, view.id, view.name, view.query],
  )
  return view
}

/** Removes a view; a missing one is no fault. */
export async function dropView(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.query(`delete from incident.saved_view where town = $1 and person_id = $2 and id = $3`, [actor.town, actor.personId, id])
}
