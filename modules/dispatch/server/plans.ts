import { z } from 'zod'
import { failPlatform } from '#platform/contract/problem.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { listUnits, namesOf, peopleAt } from '#core/org/server/index.ts'
import { type PlanCard, type PlanWho, cardFaults } from '../plan/card.ts'
import type { PlanView } from '../plan/endpoints.ts'
import { samplePlans } from '../plan/samples/index.ts'
import { failDispatch } from '../faults.ts'
import { dutySettings } from './duty-settings.ts'

export interface PlanRow {
  key: string
  version: number
  state: 'draft' | 'published' | 'retired'
  title: string
  card: PlanCard
  changed_at: Date
  changed_by: string
}
const columns = `key, version, state, title, card, changed_at, changed_by`

/** A version of a plan, the newest by default. */
export async function findPlan(tx: Tx, town: string, key: string, version?: number): Promise<PlanRow | undefined> {
  const [row] = await tx.query<PlanRow>(
    `select ${columns} from dispatch.plan where town = $1 and key = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
    [town, key, version ?? null],
  )
  return row
}

/** @throws Fault dispatch.plan-unknown */
export async function getPlan(tx: Tx, town: string, key: string, version?: number): Promise<PlanRow> {
  const row = await findPlan(tx, town, key, version)
  if (!row) throw failDispatch('dispatch.plan-unknown')
  return row
}

/** The version an activation uses: the newest published one. @throws Fault dispatch.plan-unknown */
export async function getInForce(tx: Tx, town: string, key: string): Promise<PlanRow> {
  const [row] = await tx.query<PlanRow>(
    `select ${columns} from dispatch.plan where town = $1 and key = $2 and state <> 'draft' order by version desc limit 1`,
    [town, key],
  )
  if (!row || row.state === 'retired')
    throw failDispatch('dispatch.plan-unknown', { detail: row ? `预案“${row.title}”已停用` : '没有已发布的这个预案' })
  return row
}

const unbound = (who: PlanWho): boolean => who.kind === 'unit' && who.unitId === undefined

/** The newest version of every plan, by key. */
export async function pagePlans(tx: Tx, town: string, { after, limit }: { after?: string | undefined; limit: number }) {
  const last = readAfter(z.tuple([z.string()]), after)
  const rows = await tx.query<PlanRow>(
    `select distinct on (key) ${columns} from dispatch.plan where town = $1 and ($2::text is null or key > $2) order by key, version desc limit $3`,
    [town, last?.[0] ?? null, limit + 1],
  )
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return {
    rows: page.map(({ key, version, state, title, card, changed_at: at, changed_by: by }) => ({
      key,
      version,
      state,
      title,
      sample: card.sample,
      trigger: card.trigger,
      levels: card.levels.map(({ level }) => level),
      steps: card.steps.length,
      unbound: card.roles.filter(({ who }) => unbound(who)).length,
      changedAt: at.toISOString(),
      changedBy: by,
    })),
    ...(rows.length > limit && end ? { next: writeCursor([end.key]) } : {}),
  }
}

/** A plan with who stands for its roles today, in words, and its versions. */
export async function planView(tx: Tx, town: string, row: PlanRow, now: Date): Promise<PlanView> {
  const versions = await tx.query<Pick<PlanRow, 'version' | 'state' | 'changed_at' | 'changed_by'>>(
    `select version, state, changed_at, changed_by from dispatch.plan where town = $1 and key = $2 order by version desc limit 50`,
    [town, row.key],
  )
  return {
    card: row.card,
    version: row.version,
    state: row.state,
    bound: await boundRoles(tx, town, row.card, now),
    versions: versions.map((v) => ({ version: v.version, state: v.state, changedAt: v.changed_at.toISOString(), changedBy: v.changed_by })),
  }
}

async function boundRoles(tx: Tx, town: string, { roles }: PlanCard, now: Date): Promise<Record<string, string>> {
  const day = dayOf(now)
  const { value: settings } = await dutySettings(tx, town)
  const units = roles.flatMap(({ who }) => (who.kind === 'unit' && who.unitId ? [who.unitId] : []))
  const names = await namesOf(tx, town, units, [], day)
  const villages = roles.some(({ who }) => who.kind === 'villages') ? (await villageUnits(tx, town, day)).length : 0
  const posts = new Map((await peopleAt(tx, town, { day })).map((member) => [member.postId, member]))
  const words = (who: PlanWho): string => {
    switch (who.kind) {
      case 'unit':
        return who.unitId ? names.unit(who.unitId) : ''
      case 'shift':
        return `当班${settings.posts.find(({ key }) => key === who.post)?.title ?? who.post}`
      case 'post': {
        const member = posts.get(who.postId)
        return member ? `${member.postTitle}（${member.name}）` : ''
      }
      case 'villages':
        return villages > 0 ? `全部 ${villages} 个村（社区）` : ''
    }
  }
  return Object.fromEntries(roles.map(({ key, who }) => [key, words(who)]).filter(([, text]) => text !== ''))
}

/** The villages and communities open on a day. */
export async function villageUnits(tx: Tx, town: string, day: string): Promise<{ id: string; name: string }[]> {
  const units = await listUnits(tx, town, day)
  return units.filter(({ kind }) => kind === 'village' || kind === 'community').map(({ id, name }) => ({ id, name }))
}

/** Saves the next version. @throws Fault dispatch.plan-faulty, platform.conflict */
export async function keepPlan(
  tx: Tx,
  given: { town: string; by: string; now: Date },
  card: PlanCard,
  publish: boolean,
  seen: number,
): Promise<PlanRow> {
  const faults = cardFaults(card)
  if (faults.length > 0)
    throw failDispatch('dispatch.plan-faulty', {
      detail: faults[0]!.message,
      fields: faults.map(({ path, message }) => ({ path: `card.${path}`, message })),
    })
  const known = await findPlan(tx, given.town, card.key)
  if ((known?.version ?? 0) !== seen)
    throw failPlatform('platform.conflict', {
      detail: known ? `这个预案已有第 ${known.version} 版` : '这个预案不存在了',
      way: '刷新后在最新版本上修改；新建预案请换一个键',
    })
  const [row] = await tx.query<PlanRow>(
    `insert into dispatch.plan (town, key, version, state, title, card, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing returning ${columns}`,
    [given.town, card.key, seen + 1, publish ? 'published' : 'draft', card.title, JSON.stringify(card), given.now, given.by],
  )
  if (!row) throw failPlatform('platform.conflict', { detail: '刚刚有人保存了新版本' })
  return row
}

/** A new version that says the plan is no longer used; running activations keep theirs. */
export async function retire(tx: Tx, actor: Actor, key: string, now: Date): Promise<PlanRow> {
  const known = await getPlan(tx, actor.town, key)
  if (known.state === 'retired') return known
  const [row] = await tx.query<PlanRow>(
    `insert into dispatch.plan (town, key, version, state, title, card, changed_at, changed_by)
     select town, key, version + 1, 'retired', title, card, $4, $5 from dispatch.plan where town = $1 and key = $2 and version = $3 returning ${columns}`,
    [actor.town, key, known.version, now, actor.name],
  )
  return row!
}

/** What a town says of a shipped plan: its own unit for a role, where a supply lies. */
export interface SampleBinding {
  readonly unitOf?: (plan: string, role: string) => string | undefined
  readonly placeOf?: (resource: string) => readonly [number, number] | undefined
}

/** Adds the shipped sample plans that are not there yet, published. @returns their titles */
export async function installSamples(
  tx: Tx,
  given: { town: string; by: string; now: Date },
  { unitOf = () => undefined, placeOf = () => undefined }: SampleBinding = {},
): Promise<string[]> {
  const added: string[] = []
  for (const sample of samplePlans) {
    if (await findPlan(tx, given.town, sample.key)) continue
    const roles = sample.roles.map((role) => {
      const unitId = role.who.kind === 'unit' ? unitOf(sample.key, role.key) : undefined
      return unitId ? { ...role, who: { kind: 'unit' as const, unitId } } : role
    })
    const resources = sample.resources.map((resource) => {
      const at = placeOf(resource.title)
      return at ? { ...resource, at: [at[0], at[1]] as [number, number] } : resource
    })
    await keepPlan(tx, given, { ...sample, roles, resources }, true, 0)
    added.push(sample.title)
  }
  return added
}
