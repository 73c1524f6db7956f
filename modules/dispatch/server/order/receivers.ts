import { dayAt, isValidOn } from '#core/area/contract.ts'
import { listAreas } from '#core/area/server/index.ts'
import { namesOf, peopleAt } from '#core/org/server/index.ts'
import type { InsideRow } from '../../map/endpoints.ts'
import { type Ring, isInShape, ringTouches } from '../../map/ring.ts'
import type { OrderReceiver, OrderTo } from '../../order/endpoints.ts'
import { type Chosen, insideOf, rowsOf } from '../map-inside.ts'
import type { Viewing } from '../map-layers.ts'

/** Somebody a drawn ring means, and what of the selection is theirs. */
export interface Receiver {
  readonly personId?: string
  readonly unitId: string
  readonly name: string
  readonly things: readonly InsideRow[]
}

/** Asking each person's card for who they are costs a statement: more than so many are no selection but a town. */
const MOST_PEOPLE = 300

/** The people drawn on the map inside a ring, each once. */
export async function peopleInside(viewing: Viewing, chosen: Chosen, day: string): Promise<Receiver[]> {
  const { tx, actor } = viewing
  const found = await insideOf(viewing, chosen)
  const ids = new Set<string>()
  for (const { layer, points } of found.filter(({ layer: { group } }) => group === 'people')) {
    for (const { id } of points.slice(0, MOST_PEOPLE)) {
      const card = await layer.card({ ...viewing, id })
      if (card?.personId !== undefined) ids.add(card.personId)
    }
  }
  const things = rowsOf(found.filter(({ layer: { group } }) => group !== 'people'))
  const members = await peopleAt(tx, actor.town, { personIds: [...ids], day })
  return [...ids].flatMap((personId) => {
    const member = members.find((each) => each.personId === personId)
    return member ? [{ personId, unitId: member.unitId, name: member.name, things }] : []
  })
}

/** Who answers for the grids a ring touches: holders of exactly that grid, else of its village; each with the things in their grids. */
export async function responsibleInside(viewing: Viewing, ring: Ring, things: readonly InsideRow[], day: string): Promise<Receiver[]> {
  const { tx, actor } = viewing
  const areas = (await listAreas(tx, actor.town)).filter((area) => isValidOn(area, day))
  const members = (await peopleAt(tx, actor.town, { day })).filter(({ role }) => role === 'grid-worker' || role === 'village')
  const holders = (code: string) => members.filter(({ areas: codes }) => codes.includes(code))
  const told = new Map<string, Receiver & { things: InsideRow[] }>()
  for (const { code, parent, tier, geometry } of areas) {
    if (tier !== 'grid' && tier !== 'micro' && tier !== 'professional') continue
    if (!ringTouches(ring, geometry)) continue
    const own = holders(code)
    const answering = own.length > 0 || tier === 'micro' || parent === undefined ? own : holders(parent)
    if (answering.length === 0) continue
    const inside = things.filter(({ at }) => isInShape(geometry, at))
    for (const { personId, unitId, name } of answering) {
      const known = told.get(personId)
      if (!known) told.set(personId, { personId, unitId, name, things: [...inside] })
      // A micro-grid lies in its grid: the same thing is theirs once.
      else known.things.push(...inside.filter((thing) => !known.things.includes(thing)))
    }
  }
  return [...told.values()]
}

async function officesOf(
  { tx, actor }: Viewing,
  unitIds: readonly string[],
  things: readonly InsideRow[],
  day: string,
): Promise<Receiver[]> {
  const names = await namesOf(tx, actor.town, unitIds, [], day)
  return [...new Set(unitIds)].filter((id) => names.unit(id) !== '').map((unitId) => ({ unitId, name: names.unit(unitId), things }))
}

/** Everybody an order goes to, as it stands at this moment; `things`: all that the ring holds. */
export async function receiversOf(viewing: Viewing, chosen: Chosen, to: OrderTo, units: readonly string[]) {
  const day = dayAt(viewing.now)
  const things = rowsOf((await insideOf(viewing, chosen)).filter(({ layer: { group } }) => group !== 'people'))
  const receivers =
    to === 'people'
      ? await peopleInside(viewing, chosen, day)
      : to === 'units'
        ? await officesOf(viewing, units, things, day)
        : (await responsibleInside(viewing, chosen.ring, things, day)).filter(({ things: own }) => to === 'grids' || own.length > 0)
  const claimed = new Set(receivers.flatMap(({ things: own }) => own))
  return { receivers, things, unclaimed: things.filter((thing) => !claimed.has(thing)).length }
}

/** The receivers as they are shown before anything is sent. */
export async function previewOf(viewing: Viewing, chosen: Chosen, to: OrderTo, units: readonly string[]) {
  const { receivers, things, unclaimed } = await receiversOf(viewing, chosen, to, units)
  const names = await namesOf(
    viewing.tx,
    viewing.actor.town,
    receivers.map(({ unitId }) => unitId),
    [],
  )
  const rows: OrderReceiver[] = receivers.map(({ personId, unitId, name, things: own }) => ({
    ...(personId ? { personId } : {}),
    unitId,
    name,
    unit: names.unit(unitId),
    things: own.length,
  }))
  return { receivers: rows, things: things.length, unclaimed }
}
