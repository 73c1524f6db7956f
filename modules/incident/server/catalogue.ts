import { type Tx, prepared } from '#platform/server/database.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { dayOf } from '#core/org/contract.ts'
import { unitNames } from '#core/org/server/index.ts'
import { checkCatalogue, defaultCatalogue } from '../classes/catalogue.ts'
import { ClassCatalogue } from '../classes/class.ts'
import { defaultDuties } from '../classes/default-duties.ts'
import { DutyList, type Duty, checkDuties, findDuty, unitRoles } from '../classes/duty.ts'
import { failIncident } from '../faults.ts'
import type { Suggestion } from '../record.ts'

interface Kept {
  at: number
  /** Which rows they were read from: a catalogue is read anew only when there is another. */
  readonly rows: string
  readonly classes: ClassCatalogue
  readonly duties: DutyList
}
const kept = new Map<string, Kept>()
const freshMs = 5000

const newestRows = prepared(`select string_agg(kind || ' ' || version || ' ' || at, ',' order by kind) as rows
  from (select distinct on (kind) kind, version, at from incident.catalogue where town = $1 order by kind, at desc) newest`)

async function newest(tx: Tx, town: string, kind: 'classes' | 'duties'): Promise<unknown> {
  const [row] = await tx.query<{ body: unknown }>(
    `select body from incident.catalogue where town = $1 and kind = $2 order by at desc limit 1`,
    [town, kind],
  )
  return row?.body
}

async function load(tx: Tx, town: string): Promise<Kept> {
  const known = kept.get(town)
  if (known && Date.now() - known.at < freshMs) return known
  // One looks, the others go on with what they have: sixteen reports at once read and checked the whole catalogue sixteen times.
  if (known) known.at = Date.now()
  const [found] = await tx.query<{ rows: string | null }>(newestRows, [town])
  const rows = found?.rows ?? ''
  if (known?.rows === rows) return known
  const classes = ClassCatalogue.safeParse(await newest(tx, town, 'classes'))
  const duties = DutyList.safeParse(await newest(tx, town, 'duties'))
  const value = {
    at: Date.now(),
    rows,
    classes: classes.success ? classes.data : defaultCatalogue,
    duties: duties.success ? duties.data : defaultDuties,
  }
  kept.set(town, value)
  return value
}

/** The class catalogue in force: the town's newest version, else the shipped one. */
export const getClasses = async (tx: Tx, town: string): Promise<ClassCatalogue> => (await load(tx, town)).classes

/** The responsibility list in force. */
export const getDuties = async (tx: Tx, town: string): Promise<DutyList> => (await load(tx, town)).duties

/** Which unit stands for each role of the list. */
export async function bindingsOf(tx: Tx, town: string): Promise<{ role: string; title: string; unitId?: string; unitName?: string }[]> {
  const rows = await tx.query<{ role: string; unit_id: string }>(`select role, unit_id from incident.unit_binding where town = $1`, [town])
  const names = await unitNames(
    tx,
    town,
    rows.map((r) => r.unit_id),
    dayOf(new Date()),
  )
  return Object.entries(unitRoles).map(([role, title]) => {
    const unitId = rows.find((r) => r.role === role)?.unit_id
    return { role, title, ...(unitId ? { unitId, unitName: names.get(unitId) ?? '' } : {}) }
  })
}

/** The station of the village a place lies in, for duties that fall to 村社区. */
async function villageUnit(tx: Tx, town: string, areaCode: string): Promise<string | undefined> {
  if (areaCode.length < 12) return undefined
  const [row] = await tx.query<{ unit_id: string }>(
    `select po.unit_id from org.member po where po.town = $1 and po.role = 'village' and po.areas && array[$2] order by po.appointment_id limit 1`,
    [town, areaCode.slice(0, 12)],
  )
  return row?.unit_id
}

async function unitFor(tx: Tx, town: string, role: string, areaCode: string): Promise<string | undefined> {
  if (role === 'village') return villageUnit(tx, town, areaCode)
  const [row] = await tx.query<{ unit_id: string }>(`select unit_id from incident.unit_binding where town = $1 and role = $2`, [town, role])
  return row?.unit_id
}

/** Who should do it and why, by the list; undefined when the class has no line. */
export async function suggestUnit(tx: Tx, town: string, classCode: string, areaCode: string): Promise<Suggestion | undefined> {
  const { classes, duties } = await load(tx, town)
  const found = findDuty(duties, classes, classCode)
  if (!found) return undefined
  const { duty } = found
  const lead = await unitFor(tx, town, duty.lead, areaCode)
  const co = (await Promise.all(duty.co.map((role: Duty['co'][number]) => unitFor(tx, town, role, areaCode)))).filter(
    (u): u is string => Boolean(u) && u !== lead,
  )
  const names = await unitNames(tx, town, [...co, ...(lead ? [lead] : [])], dayOf(new Date()))
  return {
    classCode,
    classTitle: classes.classes.find((c) => c.code === classCode)?.name ?? classCode,
    ...(lead ? { unit: { id: lead, name: names.get(lead) ?? found.unitName } } : {}),
    coUnits: co.map((id) => ({ id, name: names.get(id) ?? '' })),
    standard: duty.standard,
    basis: duty.basis,
    source: duty.source,
    listItem: `${duties.version}/${duty.classCode}`,
    why: found.why,
  }
}

interface Save {
  readonly town: string
  readonly by: string
  /** The version the editor started from. */
  readonly seen: string
}

async function store(tx: Tx, save: Save, kind: 'classes' | 'duties', current: string, version: string, body: unknown): Promise<void> {
  if (save.seen !== current)
    throw failPlatform('platform.conflict', { detail: `您编辑的是 ${save.seen} 版，现在已是 ${current} 版`, extra: { current } })
  const rows = await tx.query(
    `insert into incident.catalogue (town, kind, version, body, by_person) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1 as ok`,
    [save.town, kind, version, JSON.stringify(body), save.by],
  )
  if (rows.length === 0)
    throw failIncident('incident.catalogue-faulty', {
      detail: `版本号 ${version} 已经用过，请换一个`,
      fields: [{ path: 'version', message: '版本号已经用过' }],
    })
  tx.afterCommit(() => kept.delete(save.town))
}

/** Puts a catalogue version in force from an instant, without an editor: for a town's first data. */
export async function storeClasses(tx: Tx, town: string, catalogue: ClassCatalogue, at: Date): Promise<void> {
  await tx.query(
    `insert into incident.catalogue (town, kind, version, body, at) values ($1, 'classes', $2, $3, $4) on conflict do nothing`,
    [town, catalogue.version, JSON.stringify(catalogue), at],
  )
  tx.afterCommit(() => kept.delete(town))
}

/** Publishes a new catalogue version. @throws Fault incident.catalogue-faulty, platform.conflict */
export async function saveClasses(tx: Tx, save: Save, catalogue: ClassCatalogue): Promise<void> {
  const faults = checkCatalogue(catalogue)
  if (faults.length)
    throw failIncident('incident.catalogue-faulty', {
      detail: faults[0]!,
      fields: faults.slice(0, 20).map((message) => ({ path: 'catalogue', message })),
    })
  await store(tx, save, 'classes', (await load(tx, save.town)).classes.version, catalogue.version, catalogue)
}

/** Publishes a new responsibility list with its unit bindings. */
export async function saveDutyList(
  tx: Tx,
  save: Save,
  list: DutyList,
  bindings: readonly { role: string; unitId?: string | undefined }[],
): Promise<void> {
  const { classes, duties } = await load(tx, save.town)
  const faults = checkDuties(list, classes)
  if (faults.length)
    throw failIncident('incident.catalogue-faulty', {
      detail: faults[0]!,
      fields: faults.slice(0, 20).map((message) => ({ path: 'list', message })),
    })
  await store(tx, save, 'duties', duties.version, list.version, list)
  await bindUnits(tx, save.town, bindings)
}

/** Sets which unit stands for each role. */
export async function bindUnits(tx: Tx, town: string, bindings: readonly { role: string; unitId?: string | undefined }[]): Promise<void> {
  const bound = bindings.filter((b) => b.unitId && b.role in unitRoles)
  await tx.query(`delete from incident.unit_binding where town = $1`, [town])
  await tx.query(`insert into incident.unit_binding (town, role, unit_id) select $1, r, u from unnest($2::text[], $3::uuid[]) as b(r, u)`, [
    town,
    bound.map((b) => b.role),
    bound.map((b) => b.unitId),
  ])
}
