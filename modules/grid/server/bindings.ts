import { type Area, dayAt, isValidOn, tierWords } from '#core/area/contract.ts'
import { listAreas } from '#core/area/server/index.ts'
import { type Actor, awayChanged } from '#core/org/contract.ts'
import { loadOrg } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { publish } from '#platform/server/outbox.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { type BindingLine, readBindings } from '../binding.ts'
import type { PlannedBinding } from '../endpoints.ts'
import { failGrid } from '../faults.ts'
import { weekFrom } from './rests.ts'

interface Person {
  person_id: string
  person_name: string
  login: string
}
interface Plan {
  readonly counts: { keep: number; bind: number; wrong: number }
  readonly tiers: { tier: string; title: string; covered: number; of: number }[]
  readonly lines: PlannedBinding[]
}
interface Bound {
  readonly line: BindingLine
  readonly grid: Area
  readonly personId: string
  readonly substituteId: string | undefined
}

/** 18-digit codes of a file name a grid by its shorter kept form too. */
const bare = (code: string): string => code.replace(/0+$/u, '')

interface Ground {
  readonly areas: readonly Area[]
  readonly byCode: ReadonlyMap<string, Area>
  readonly byLogin: ReadonlyMap<string, Person>
  readonly byName: ReadonlyMap<string, readonly Person[]>
  /** `<person>/<bare code>` of everybody who already has a grid's post. */
  readonly held: ReadonlySet<string>
}

async function groundOf(tx: Tx, town: string, day: string): Promise<Ground> {
  const areas = (await listAreas(tx, town)).filter((area) => isValidOn(area, day))
  const people = await tx.query<Person>(`select person_id, name as person_name, login from org.account where town = $1`, [town])
  const members = await tx.query<{ person_id: string; areas: string[] }>(
    `select person_id, areas from org.member where town = $1 and role = 'grid-worker' and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
    [town, day],
  )
  return {
    areas,
    byCode: new Map(areas.flatMap((area) => [[area.code, area] as const, [bare(area.code), area] as const])),
    byLogin: new Map(people.map((person) => [person.login, person])),
    byName: Map.groupBy(people, ({ person_name }) => person_name),
    held: new Set(members.flatMap(({ person_id, areas: codes }) => codes.map((code) => `${person_id}/${bare(code)}`))),
  }
}

/** Whom a line means: by account, else by a name only one person has. */
function personOf(ground: Ground, login: string, name: string): Person | string {
  if (login !== '') return ground.byLogin.get(login) ?? `没有账号“${login}”`
  const found = ground.byName.get(name) ?? []
  if (found.length === 1) return found[0]!
  return found.length === 0 ? `没有“${name}”这个人` : `有 ${found.length} 人叫“${name}”，请填账号`
}

function judge(ground: Ground, line: BindingLine): { planned: PlannedBinding; bound?: Bound } {
  const grid = ground.byCode.get(line.gridCode) ?? ground.byCode.get(bare(line.gridCode))
  const about = { line: line.line, gridCode: line.gridCode, grid: grid?.name ?? '', name: line.name, login: line.login, title: line.title }
  const wrong = (remark: string) => ({ planned: { ...about, effect: 'wrong' as const, remark } })
  if (!grid) return wrong(`没有编码为“${line.gridCode}”的网格`)
  const person = personOf(ground, line.login, line.name)
  if (typeof person === 'string') return wrong(person)
  if (line.name !== '' && person.person_name !== line.name) return wrong(`账号“${line.login}”是“${person.person_name}”，不是“${line.name}”`)
  const substitute =
    line.substitute === '' ? undefined : personOf(ground, ground.byLogin.has(line.substitute) ? line.substitute : '', line.substitute)
  if (typeof substitute === 'string') return wrong(`替班人：${substitute}`)
  if (substitute?.person_id === person.person_id) return wrong('替班人不能是本人')
  const named = { ...about, name: person.person_name, login: person.login }
  if (ground.held.has(`${person.person_id}/${bare(grid.code)}`))
    return { planned: { ...named, effect: 'keep', remark: '已经任职，不重复' } }
  return {
    planned: { ...named, effect: 'bind', remark: substitute ? `新任职，替班 ${substitute.person_name}` : '新任职' },
    bound: { line, grid, personId: person.person_id, substituteId: substitute?.person_id },
  }
}

/** Reads the file and says what each line would do. @throws Fault grid.file-unreadable */
async function planOf(tx: Tx, town: string, text: string, day: string): Promise<{ plan: Plan; bound: Bound[] }> {
  const read = readBindings(text)
  if (read.missing.length > 0) throw failGrid('grid.file-unreadable', { detail: `缺少列：${read.missing.join('、')}` })
  const ground = await groundOf(tx, town, day)
  const seen = new Set<string>()
  const judged = read.lines.map((line) => {
    const found = judge(ground, line)
    const key = found.bound && `${found.bound.personId}/${found.bound.grid.code}`
    if (key && seen.has(key)) return { planned: { ...found.planned, effect: 'wrong' as const, remark: '与前面的行重复' } }
    if (key) seen.add(key)
    return found
  })
  const lines = judged.map(({ planned }) => planned)
  const count = (effect: PlannedBinding['effect']) => lines.filter((line) => line.effect === effect).length
  const covered = new Set(lines.filter(({ effect }) => effect !== 'wrong').map(({ gridCode }) => bare(gridCode)))
  const tiers = (['village', 'grid', 'professional', 'micro'] as const).map((tier) => {
    const all = ground.areas.filter((area) => area.tier === tier)
    return { tier, title: tierWords[tier], covered: all.filter(({ code }) => covered.has(bare(code))).length, of: all.length }
  })
  return {
    plan: { counts: { keep: count('keep'), bind: count('bind'), wrong: count('wrong') }, tiers, lines },
    bound: judged.flatMap((one) => ('bound' in one && one.bound ? [one.bound] : [])),
  }
}

export const previewFile = async (tx: Tx, town: string, text: string, from: string | undefined, now: Date): Promise<Plan> =>
  (await planOf(tx, town, text, from ?? dayAt(now))).plan

/**
 * Writes the file: a post and an appointment for each new binding, with its substitute and weekly rest, in one transaction.
 * @throws Fault grid.file-unreadable, grid.file-faulty when a line is wrong and not only the right ones were asked for
 */
export async function importFile(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  { text, from, onlyRight }: { text: string; from?: string | undefined; onlyRight: boolean },
  now: Date,
): Promise<Plan> {
  const day = from ?? dayAt(now)
  const { plan, bound } = await planOf(tx, actor.town, text, day)
  const firstWrong = plan.lines.find(({ effect }) => effect === 'wrong')
  if (firstWrong && !onlyRight) throw failGrid('grid.file-faulty', { detail: `第 ${firstWrong.line} 行：${firstWrong.remark}` })
  const stations = await tx.query<{ unit_id: string; areas: string[] }>(
    `select distinct unit_id, areas from org.member where town = $1 and role = 'village' and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
    [actor.town, day],
  )
  const stationOf = (code: string): string => stations.find(({ areas }) => areas.includes(code.slice(0, 12)))?.unit_id ?? actor.unitId
  const posts = bound.map((one) => ({
    id: newId(),
    unitId: stationOf(one.grid.code),
    title: one.line.title || `${one.grid.name}网格员`,
    role: 'grid-worker',
    areas: [one.grid.code],
    from: day,
  }))
  await loadOrg(tx, {
    town: actor.town,
    units: [],
    people: [],
    posts,
    appointments: bound.map(({ personId }, i) => ({ personId, postId: posts[i]!.id, from: day })),
    // No account is made here.
    passwordHash: '',
    passwordAt: now,
    cipher: fieldCipher(platform.config.dataDir),
  })
  await tx.query(
    `insert into grid.stand_in (town, post_id, substitute_id, rest_weekdays, changed_at, changed_by)
     select $1, x.post, x.substitute, array(select jsonb_array_elements_text(x.rest)::int), $3, $4 from jsonb_to_recordset($2::jsonb) as x (post uuid, substitute uuid, rest jsonb)`,
    [
      actor.town,
      JSON.stringify(bound.map((one, i) => ({ post: posts[i]!.id, substitute: one.substituteId ?? null, rest: one.line.restWeekdays }))),
      now,
      actor.name,
    ],
  )
  if (bound.length > 0) await publish(tx, actor.town, awayChanged, weekFrom(day))
  return plan
}
