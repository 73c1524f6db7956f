import { dateOf } from '#core/calendar/contract.ts'
import { buildLocator } from '#core/area/server/index.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { guardsOf, writeBulk } from '#core/case/server/index.ts'
import { type ClassCatalogue, defaultCatalogue, incidentProcess } from '#modules/incident/contract.ts'
import { type PastIncident, storeClasses, writePastIncidents } from '#modules/incident/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import type { TownGeometry } from '#town/geometry/index.ts'
import type { TownPeople } from '#town/people/index.ts'
import { FOUNDED, townAreas, townPrefix } from './areas.ts'
import { makeHistory } from './history/make-history.ts'
import { midnight } from './history/rhythm.ts'
import { makeAlbum } from './photos/album.ts'
import { notePhotos, storePhotos } from './photos/store-photos.ts'

export interface HistoryLoad {
  readonly town: TownGeometry
  readonly people: TownPeople
  /** Days of the past, today included. */
  readonly days: number
}

/** Photos are demanded since so many days: a case keeps the catalogue it was classified by. */
const photoDays = 11
const day = 86_400_000
/** Written at once: more spares round trips, fewer spare memory. */
const batch = 700

/** The catalogue the town began with: the same classes and limits, no photos demanded. */
const firstCatalogue: ClassCatalogue = {
  version: '2025-1',
  from: FOUNDED,
  classes: defaultCatalogue.classes.map((each) => ({ ...each, evidence: { before: 0, after: 0 } })),
}

/**
 * Invents the past of the demo town and writes it in the caller's transaction. Pictures are stored before their rows.
 * @returns cases and acts written
 */
export async function loadHistory(tx: Tx, platform: Platform, { town, people, days }: HistoryLoad): Promise<{ cases: number; acts: number }> {
  const code = townPrefix(town.code)
  const now = platform.now().getTime()
  const photosFrom = midnight(now) - photoDays * day
  await storeClasses(tx, code, firstCatalogue, new Date(`${FOUNDED}T00:00:00+08:00`))
  await storeClasses(tx, code, defaultCatalogue, new Date(photosFrom))
  const [calendar, album] = await Promise.all([getCalendar(tx, code), makeAlbum(now - 30 * 3_600_000)])
  const locator = buildLocator(townAreas(town))
  const rules = { town: code, process: incidentProcess, calendar, guards: guardsOf(platform) }
  const cipher = fieldCipher(platform.config.dataDir)
  const storing: Promise<void>[] = []
  const total = { cases: 0, acts: 0 }

  async function write(incidents: readonly PastIncident[]): Promise<void> {
    const photos = album.drain()
    if (photos.length > 0) storing.push(storePhotos(platform, photos))
    await writeBulk(tx, rules, incidents.map(({ past }) => past), now)
    await writePastIncidents(tx, code, incidents, cipher, now)
    await notePhotos(tx, code, photos)
    total.cases += incidents.length
    total.acts += incidents.reduce((sum, { past }) => sum + past.entries.length, 0)
  }

  let waiting: PastIncident[] = []
  let today = 0
  const history = makeHistory({
    code,
    town,
    people,
    calendar,
    guards: rules.guards,
    locate: (position, at) => locator.locate(position, at),
    catalogueAt: (at) => (at < photosFrom ? firstCatalogue : defaultCatalogue),
    photosFrom,
    photo: album.take,
    now,
    days,
  })
  for (const past of history) {
    if (past.day === dateOf(now)) today = past.incidents.length
    waiting.push(...past.incidents)
    if (waiting.length < batch) continue
    await write(waiting)
    waiting = []
  }
  await write(waiting)
  // Today's next live report goes on after the last number of the past.
  await tx.query(`insert into platform.counter (town, name, value) values ($1, $2, $3) on conflict do nothing`, [code, `incident/${dateOf(now).replaceAll('-', '')}`, today])
  await Promise.all(storing)
  return total
}
