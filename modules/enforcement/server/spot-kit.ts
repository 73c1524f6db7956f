import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { namesOf, peopleAt } from '#core/org/server/index.ts'
import { type PowerText, textOn } from '../power.ts'
import type { SpotKit } from '../summary.ts'

/** Powers held today with the wording of today, and the officers who may stand second. */
export async function spotKit(tx: Tx, actor: Actor, now: Date): Promise<SpotKit> {
  const day = dayOf(now)
  const powers = await tx.query<{ code: string; title: string; texts: PowerText[] }>(
    `select code, title, texts from enforcement.power where town = $1 and held_from <= $2 and (held_to is null or held_to > $2) order by code`,
    [actor.town, day],
  )
  const officers = (await peopleAt(tx, actor.town, { role: 'officer', day })).filter(({ personId }) => personId !== actor.personId)
  const names = await namesOf(
    tx,
    actor.town,
    officers.map(({ unitId }) => unitId),
    [],
  )
  return {
    day,
    powers: powers.map(({ code, title, texts }) => ({ code, title, text: textOn({ texts }, day).article })),
    officers: officers.map(({ personId, name, unitId }) => ({ id: personId, name, unit: names.unit(unitId) })),
  }
}
