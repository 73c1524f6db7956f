import type { Config } from '#platform/server/config.ts'
import { readConfig } from '#platform/server/config.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Storage, openStorage } from '#platform/server/postgres/index.ts'
import { makeLog } from '#platform/server/log.ts'
import { demoPassword } from '#core/org/contract.ts'
import { insertAreas } from '#core/area/server/index.ts'
import { createTown, hashPassword, loadOrg, towns } from '#core/org/server/index.ts'
import { bindUnits } from '#modules/incident/server/index.ts'
import { modules } from '#apps/server/modules.ts'
import { openPlatform } from '#apps/server/start.ts'
import { townAreas, townPrefix } from '#town/areas.ts'
import { makeGeometry } from '#town/geometry/index.ts'
import { dutyBindings, orgOf } from '#town/organisation.ts'
import { makePeople } from '#town/people/index.ts'

export const geometry = makeGeometry()
export const staff = makePeople(geometry)
export const town = townPrefix(geometry.code)

/** Somebody's unit by the name they sign in with. */
export function unitOfLogin(login: string): string {
  const person = staff.people.find((one) => one.login === login)
  const seat = staff.appointments.find((one) => one.personId === person?.id)
  const post = staff.posts.find((one) => one.id === seat?.postId)
  if (!post) throw new Error(`nobody signs in as ${login}`)
  return post.unitId
}

export function benchConfig(databaseUrl: string, dataDir: string): Config {
  return readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, TOWN: 'empty', LOG_LEVEL: 'error' }, [])
}

/** Opens the platform on a database; nothing listens. */
export async function withPlatform<T>(config: Config, work: (platform: Platform, storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    log: makeLog('error'),
    onLost: () => process.exit(1),
  })
  const platform = await openPlatform(config, modules, storage)
  try {
    return await work(platform, storage)
  } finally {
    await platform.db.close()
    await storage.stop()
  }
}

/** The demo town's ground and people without its ninety days of cases: an empty town of real size. */
export async function loadTown(platform: Platform): Promise<void> {
  if ((await towns(platform)).length > 0) return
  await platform.db.transaction(async (tx) => {
    await createTown(tx, { code: town, name: geometry.name, demo: true })
    await insertAreas(tx, town, townAreas(geometry), 'bench')
    await loadOrg(tx, {
      town,
      ...orgOf(staff),
      passwordHash: await hashPassword(demoPassword),
      passwordAt: platform.now(),
      cipher: fieldCipher(platform.config.dataDir),
    })
    await bindUnits(tx, town, dutyBindings(staff))
  })
}
