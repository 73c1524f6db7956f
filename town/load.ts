import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { demoPassword } from '#core/org/contract.ts'
import { createTown, hashPassword, loadOrg } from '#core/org/server/index.ts'
import { insertAreas, insertPlaceNames, saveBaseMap } from '#core/area/server/index.ts'
import { bindUnits } from '#modules/incident/server/index.ts'
import { type TownGeometry, makeGeometry } from '#town/geometry/index.ts'
import { type TownPeople, makePeople } from '#town/people/index.ts'
import { townAreas, townPrefix } from './areas.ts'
import { baseMapOf } from './base-map.ts'
import { loadHistory } from './load-history.ts'
import { dutyBindings, orgOf } from './organisation.ts'

/** Any number two starting processes agree on. */
const LOAD_LOCK = 320_599_101

/**
 * Loads the invented town 四河镇 when this installation has no town at all: ground, organisation, bindings and history in one transaction,
 * so that a crash leaves nothing behind. A database that already holds a town is left alone, whoever's town it is.
 * @param options.days how much past it gets, today included
 */
export async function loadDemoTown(platform: Platform, { days = 90 }: { days?: number } = {}): Promise<void> {
  if (platform.config.town !== 'demo' || (await hasTown(platform.db.read))) return
  const begun = performance.now()
  const town = makeGeometry()
  const staff = makePeople(town)
  const passwordHash = await hashPassword(demoPassword)
  const loaded = await platform.db.transaction(async (tx) => {
    // Two processes may start at once on one server: the second waits here and then finds the town.
    await tx.query('select pg_advisory_xact_lock($1)', [LOAD_LOCK])
    if (await hasTown(tx)) return undefined
    await loadGround(tx, town)
    await loadStaff(tx, platform, townPrefix(town.code), staff, passwordHash)
    return loadHistory(tx, platform, { town, people: staff, days })
  })
  if (loaded) platform.log.info({ ...loaded, seconds: Math.round((performance.now() - begun) / 100) / 10 }, 'demo town loaded')
}

const hasTown = async (tx: Tx): Promise<boolean> => (await tx.query('select 1 as ok from org.town limit 1')).length > 0

async function loadGround(tx: Tx, town: TownGeometry): Promise<void> {
  const code = townPrefix(town.code)
  await createTown(tx, { code, name: town.name, demo: true })
  await insertAreas(tx, code, townAreas(town), '演示镇生成')
  for (const [kind, features] of Object.entries(baseMapOf(town))) await saveBaseMap(tx, code, kind, features)
  await insertPlaceNames(
    tx,
    code,
    town.places.map(({ name, kind, address, position }) => ({ name, kind, address, point: position })),
  )
}

async function loadStaff(tx: Tx, platform: Platform, town: string, staff: TownPeople, passwordHash: string): Promise<void> {
  const cipher = fieldCipher(platform.config.dataDir)
  await loadOrg(tx, { town, ...orgOf(staff), passwordHash, passwordAt: platform.now(), cipher })
  await bindUnits(tx, town, dutyBindings(staff))
}
