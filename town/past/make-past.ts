import { bulkCopies } from '#core/case/server/index.ts'
import { buildLocator } from '#core/area/server/index.ts'
import { incidentProcess } from '#modules/incident/contract.ts'
import { type PastIncident, incidentCopies, incidentGuards } from '#modules/incident/server/index.ts'
import { type Copy, copyText } from '#platform/server/copy-rows.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { openFileStore } from '#platform/server/files/store.ts'
import { type TownGeometry, makeGeometry } from '#town/geometry/index.ts'
import { makePeople } from '#town/people/index.ts'
import { townAreas } from '../areas.ts'
import { baseMapOf } from '../base-map.ts'
import { makeHistory } from '../history/make-history.ts'
import { dutyBindings, orgOf } from '../organisation.ts'
import { makeAlbum } from '../photos/album.ts'
import { photoCopy, storePhotos } from '../photos/store-photos.ts'
import { cataloguesOf } from './catalogues.ts'
import type { Batch, Ground, Made, Order } from './messages.ts'

/** Cases a message carries: more spares round trips, fewer spare memory. */
const size = 500

export interface Prepared {
  readonly town: TownGeometry
  readonly people: ReturnType<typeof makePeople>
}

/** Ground and people: the same whatever is ordered, so they are made while the database is still being set up. */
export function prepareTown(): Prepared {
  const town = makeGeometry()
  return { town, people: makePeople(town) }
}

/**
 * Makes the whole town and its past, piece by piece. Meant for a thread of its own: half a minute's work of one core is then done beside
 * the database's, and its memory goes when it ends.
 */
export async function* makePast(order: Order, { town, people }: Prepared = prepareTown()): AsyncGenerator<Made> {
  const { code, now, calendar } = order
  const album = makeAlbum(now - 30 * 3_600_000)
  yield groundOf(town, people)
  const { take, drain } = await album
  const files = openFileStore(order.config)
  const catalogues = cataloguesOf(now)
  const locator = buildLocator(townAreas(town))
  const rules = { town: code, process: incidentProcess, calendar, guards: new Map(incidentGuards.map((guard) => [guard.name, guard])) }
  const cipher = fieldCipher(order.config.dataDir)
  const storing: Promise<void>[] = []
  const batch = (incidents: readonly PastIncident[], days: Batch['days']): Batch => {
    const photos = drain()
    if (photos.length > 0) storing.push(storePhotos(files, photos))
    const pasts = incidents.map(({ past }) => past)
    const copies = [...bulkCopies(rules, pasts, now), ...incidentCopies(code, incidents, cipher, now), photoCopy(code, photos)]
    return {
      kind: 'batch',
      tables: copies.flatMap(encoded),
      cases: pasts.length,
      acts: pasts.reduce((sum, { entries }) => sum + entries.length, 0),
      days,
    }
  }
  let waiting: PastIncident[] = []
  let days: { day: string; reports: number }[] = []
  for (const past of makeHistory({
    code,
    town,
    people,
    calendar,
    guards: rules.guards,
    photosFrom: catalogues.photosFrom,
    photo: take,
    now,
    days: order.days,
    locate: (position, at) => locator.locate(position, at),
    catalogueAt: catalogues.at,
  })) {
    waiting.push(...past.incidents)
    days.push({ day: past.day, reports: past.incidents.length })
    if (waiting.length < size) continue
    yield batch(waiting, days)
    waiting = []
    days = []
  }
  yield batch(waiting, days)
  await Promise.all(storing)
  yield { kind: 'done' }
}

function encoded({ target, rows }: Copy): Batch['tables'][number][] {
  const text = Buffer.concat(Array.from(copyText(rows), (piece) => Buffer.from(piece)))
  return text.length === 0 ? [] : [{ target, text }]
}

function groundOf(town: TownGeometry, people: Prepared['people']): Ground {
  return {
    kind: 'ground',
    name: town.name,
    areas: townAreas(town),
    places: town.places.map(({ name, kind, address, position }) => ({ name, kind, address, point: position })),
    baseMap: baseMapOf(town),
    org: orgOf(people),
    bindings: dutyBindings(people),
    vehicles: people.vehicles,
    substitutes: people.substitutes,
  }
}
