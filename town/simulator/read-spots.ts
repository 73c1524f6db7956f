import type { Tx } from '#platform/server/database.ts'
import type { Position, Random } from '#town/geometry/index.ts'
import type { Spot } from '../history/spots.ts'
import type { SpotKind } from '../history/wording/index.ts'

// Kinds of the gazetteer that stand in for what it does not list: the bank of a river is where a bridge is.
const placesFor: Readonly<Record<SpotKind, readonly string[]>> = {
  road: ['shop', 'public', 'quarter', 'station'],
  water: ['bridge', 'pier', 'pump'],
  field: ['hamlet', 'pump'],
  quarter: ['quarter'],
  hamlet: ['hamlet'],
  shop: ['shop'],
  factory: ['factory'],
  school: ['school'],
  market: ['market'],
  bridge: ['bridge'],
  park: ['park'],
  site: ['site'],
  station: ['station'],
}

/** Spots from the town's own place names: the generator's ground is not in memory any more. */
export async function readSpots(tx: Tx, town: string): Promise<(kind: SpotKind, random: Random) => Spot> {
  const rows = await tx.query<{ name: string; kind: string; address: string; point: Position }>(
    `select name, kind, address, point from area.place_name where town = $1 order by name`,
    [town],
  )
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  return (kind, random) => {
    const { name, address, point } = random.pick(placesFor[kind].flatMap((k) => byKind.get(k) ?? []))
    return { position: point, address: address || name, landmark: kind === 'field' || kind === 'hamlet' ? undefined : name, weight: 1 }
  }
}
