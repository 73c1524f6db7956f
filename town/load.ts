import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { getCalendar } from '#core/calendar/server/index.ts'
import { insertAreas, insertPlaceNames, saveBaseMap } from '#core/area/server/index.ts'
import { demoPassword } from '#core/org/contract.ts'
import { createTown, hashPassword, loadOrg } from '#core/org/server/index.ts'
import { storePowers } from '#modules/enforcement/server/index.ts'
import { bindUnits, storeClasses } from '#modules/incident/server/index.ts'
import { copyEncoded } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { loadDuty } from './dispatch/load-duty.ts'
import { demoPowers } from './enforcement/powers.ts'
import { cataloguesOf } from './past/catalogues.ts'
import { loadHall } from './hall/load.ts'
import { loadWhistles } from './callup/load.ts'
import { loadFieldWork } from './patrol/load.ts'
import { loadFindings } from './patrol/rounds.ts'
import { loadDevices } from './sensing/load-devices.ts'
import { loadMatters } from './service/load.ts'
import { loadServiceCases } from './service-cases/load.ts'
import type { Batch, Ground } from './past/messages.ts'
import { type Maker, startMaker } from './past/past-pieces.ts'

/** 9 digits; the county 320599 is not assigned, so no real town has it. */
export const DEMO_TOWN = '320599101'

/** The setting that says the past was invented, and up to when. */
export const DEMO_SETTING = 'town.demo'

/** Any number two starting processes agree on. */
const LOAD_LOCK = Number(DEMO_TOWN)

/** Begins to make the town before there is a database, where the folder shows that this start is the first. */
export const foreseeDemoTown = ({ town, dataDir, databaseUrl }: Platform['config']): Maker | undefined =>
  town === 'demo' && !databaseUrl && !existsSync(join(dataDir, 'postgres')) ? startMaker() : undefined

/**
 * Loads the invented town 四河镇 when this installation has no town at all: ground, organisation, bindings and history in one transaction,
 * so that a crash leaves nothing behind. A database that already holds a town is left alone, whoever's town it is.
 * @param options.days how much past it gets, today included
 * @param options.maker one already at work
 */
export async function loadDemoTown(
  platform: Platform,
  { days = 90, maker }: { days?: number; maker?: Maker | undefined } = {},
): Promise<void> {
  if (platform.config.town !== 'demo' || (await hasTown(platform.db.read))) return void (await maker?.end())
  const begun = performance.now()
  // Made here first, so that the thread that seals phones finds the key.
  fieldCipher(platform.config.dataDir)
  const loaded = await platform.db.transaction(async (tx) => {
    // Two processes may start at once on one server: the second waits here and then finds the town.
    await tx.query('select pg_advisory_xact_lock($1)', [LOAD_LOCK])
    if (await hasTown(tx)) return void (await maker?.end())
    return load(tx, platform, days, maker ?? startMaker())
  })
  // After the town is there for everybody: a paper's number bears its name.
  if (loaded) await platform.db.transaction((tx) => loadServiceCases(tx, platform, DEMO_TOWN))
  if (loaded) platform.log.info({ ...loaded, seconds: Math.round((performance.now() - begun) / 100) / 10 }, 'demo town loaded')
}

const hasTown = async (tx: Tx): Promise<boolean> => (await tx.query('select 1 as ok from org.town limit 1')).length > 0

async function load(tx: Tx, platform: Platform, days: number, maker: Maker): Promise<{ cases: number; acts: number }> {
  const now = platform.now().getTime()
  const total = { cases: 0, acts: 0 }
  const { dataDir, s3 } = platform.config
  const order = { code: DEMO_TOWN, now, days, calendar: await getCalendar(tx, DEMO_TOWN), config: { dataDir, s3 } }
  for await (const piece of maker.pieces(order)) {
    if (piece.kind === 'ground') await writeGround(tx, platform, piece)
    if (piece.kind !== 'batch') continue
    for (const { target, text } of piece.tables) await copyEncoded(tx, target, [text])
    total.cases += piece.cases
    total.acts += piece.acts
    await countNumbers(tx, piece.days)
  }
  await loadFindings(tx, DEMO_TOWN)
  await loadWhistles(tx, platform, DEMO_TOWN)
  await tx.query(`insert into platform.setting (town, key, value, changed_by) values ($1, $2, $3, '演示镇生成')`, [
    DEMO_TOWN,
    DEMO_SETTING,
    JSON.stringify({ days, loadedAt: new Date(now).toISOString() }),
  ])
  return total
}

/** A live report goes on after the last number of its day. */
async function countNumbers(tx: Tx, days: Batch['days']): Promise<void> {
  await tx.query(`insert into platform.counter (town, name, value) select $1, n, v from unnest($2::text[], $3::bigint[]) as c (n, v)`, [
    DEMO_TOWN,
    days.map(({ day }) => `incident/${day.replaceAll('-', '')}`),
    days.map(({ reports }) => reports),
  ])
}

async function writeGround(tx: Tx, platform: Platform, ground: Ground): Promise<void> {
  const town = DEMO_TOWN
  const now = platform.now()
  // The tables filled here have no statistics before the commit: nested loops over what looks like one row took 20 s.
  await tx.query('set local enable_nestloop = off')
  await createTown(tx, { code: town, name: ground.name, demo: true })
  await insertAreas(tx, town, ground.areas, '演示镇生成')
  for (const [kind, features] of Object.entries(ground.baseMap)) await saveBaseMap(tx, town, kind, features)
  await insertPlaceNames(tx, town, ground.places)
  const passwordHash = await hashPassword(demoPassword)
  await loadOrg(tx, { town, ...ground.org, passwordHash, passwordAt: now, cipher: fieldCipher(platform.config.dataDir) })
  await bindUnits(tx, town, ground.bindings)
  await storePowers(tx, town, demoPowers())
  await loadMatters(tx, { town, units: ground.org.units, now })
  await loadDuty(tx, town, ground, now)
  for (const { catalogue, from } of cataloguesOf(now.getTime()).versions) await storeClasses(tx, town, catalogue, from)
  await loadFieldWork(tx, platform, { town, vehicles: ground.vehicles, substitutes: ground.substitutes, now: now.getTime() })
  await loadDevices(tx, platform, { town, ground })
  await loadHall(tx, platform, town)
  await tx.query('set local enable_nestloop = on')
}
