import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { towns } from '#core/org/server/index.ts'
import { failSensing } from '../../faults.ts'
import { findKind } from '../../kinds/kinds.ts'
import { shippedRules } from '../../rules/defaults.ts'
import { compileExpression } from '../../rules/expression.ts'
import { ruleWords } from '../../rules/words.ts'
import { type RuleDraft, RuleDraft as Draft, type RuleRow } from '../../rule.ts'
import { fieldsOf } from './watcher.ts'

const rulesMost = 500
/** A rule may open cases itself once so many of its alarms were reviewed and so few were false (示例; the town sets its own). */
export const autoCaseRule = { reviewed: 20, falseRate: 0.05 } as const

interface Row {
  id: string
  draft: RuleDraft
  source: string
  example: boolean
  version: number
  raised: number
  open: number
  reviewed: number
  false: number
}

const columns = `r.id, r.draft, r.source, r.example, r.version`
// A case its own process found untrue counts as false too: `review_words` of that is set by the handler of case.acted.
const stats = `(select count(*) as raised, count(*) filter (where a.state = 'pending') as open, count(*) filter (where a.state <> 'pending' and not a.by_rule) as reviewed,
    count(*) filter (where a.state = 'false') as false from sensing.alarm a
    where a.town = r.town and a.rule_id = r.id and a.raised_at > now() - interval '90 days') s`

/** Whether a rule may open a case by itself now, with the reason. */
export function autoOf(draft: Pick<RuleDraft, 'autoCase'>, reviewed: number, falseCount: number): { active: boolean; why: string } {
  if (!draft.autoCase) return { active: false, why: '未开启自动成案' }
  if (reviewed < autoCaseRule.reviewed) return { active: false, why: `已复核 ${reviewed} 条，满 ${autoCaseRule.reviewed} 条后才可自动成案` }
  const rate = falseCount / reviewed
  const text = `误报率 ${(rate * 100).toFixed(1)} %`
  if (rate > autoCaseRule.falseRate) return { active: false, why: `${text}，高于 ${autoCaseRule.falseRate * 100} %` }
  return { active: true, why: `${text}，自动成案` }
}

const rowOf = (row: Row): RuleRow => ({
  ...Draft.parse(row.draft),
  id: row.id,
  version: row.version,
  words: ruleWords(row.draft),
  source: row.source,
  example: row.example,
  raised: row.raised,
  open: row.open,
  reviewed: row.reviewed,
  ...(row.reviewed > 0 ? { falseRate: row.false / row.reviewed } : {}),
  auto: autoOf(row.draft, row.reviewed, row.false),
})

/** The town's rules with what they brought in the last 90 days. */
export async function listRules(tx: Tx, town: string, kind?: string): Promise<RuleRow[]> {
  const rows = await tx.query<Row>(
    `select ${columns}, s.* from sensing.rule r cross join lateral ${stats} where r.town = $1 and r.dropped_at is null and ($2::text is null or r.kind = $2) order by r.kind, r.created_at, r.id`,
    [town, kind ?? null],
  )
  return rows.map(rowOf)
}

/** @throws Fault sensing.rule-missing */
export async function getRule(tx: Tx, town: string, id: string): Promise<RuleRow> {
  const [row] = await tx.query<Row>(
    `select ${columns}, s.* from sensing.rule r cross join lateral ${stats} where r.town = $1 and r.id = $2 and r.dropped_at is null`,
    [town, id],
  )
  if (!row) throw failSensing('sensing.rule-missing')
  return rowOf(row)
}

/**
 * What cannot be a rule: an unknown kind, an expression that does not hold, a clearing value on the wrong side.
 * @throws Fault sensing.kind-unknown, sensing.expression-wrong, sensing.rule-wrong
 */
export function checkRule(draft: RuleDraft): void {
  if (!findKind(draft.kind)) throw failSensing('sensing.kind-unknown', { fields: [{ path: 'kind', message: '没有这种设备' }] })
  const { condition } = draft
  if (condition.type === 'expression') {
    const compiled = compileExpression(condition.text, fieldsOf(draft.kind))
    if ('why' in compiled)
      throw failSensing('sensing.expression-wrong', { detail: compiled.why, fields: [{ path: 'condition.text', message: compiled.why }] })
  }
  for (const one of 'of' in condition ? condition.of : [condition]) {
    if (one.type !== 'threshold' || one.clear === undefined) continue
    const wrong = one.op.startsWith('>') ? one.clear > one.value : one.op.startsWith('<') ? one.clear < one.value : true
    const message = one.op === '=' || one.op === '!=' ? '等于、不等于没有解除值' : '解除值应在限值的正常一侧'
    if (wrong) throw failSensing('sensing.rule-wrong', { detail: message, fields: [{ path: 'condition.clear', message }] })
  }
}

/** Makes a rule of the town's own. */
export async function addRule(tx: Tx, actor: Actor, draft: RuleDraft, now: Date): Promise<RuleRow> {
  checkRule(draft)
  const [count] = await tx.query<{ n: number }>(`select count(*) as n from sensing.rule where town = $1 and dropped_at is null`, [
    actor.town,
  ])
  if (count!.n >= rulesMost) throw failSensing('sensing.rules-many')
  const id = newId(now.getTime())
  await tx.query(
    `insert into sensing.rule (town, id, kind, title, draft, enabled, created_at, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
    [actor.town, id, draft.kind, draft.title, JSON.stringify(draft), draft.enabled, now, actor.personId || null],
  )
  return getRule(tx, actor.town, id)
}

/** Changes a rule; one that came with the program is the town's from then on, and no longer 示例. */
export async function changeRule(tx: Tx, actor: Actor, id: string, draft: RuleDraft, seen: number, now: Date): Promise<RuleRow> {
  const old = await getRule(tx, actor.town, id)
  checkRule(draft)
  const [changed] = await tx.query(
    `update sensing.rule set kind = $3, title = $4, draft = $5, enabled = $6, changed_at = $7, changed_by = $8, version = version + 1, example = example and $10
     where town = $1 and id = $2 and version = $9 returning id`,
    // Only switching it on or off confirms no number.
    [
      actor.town,
      id,
      draft.kind,
      draft.title,
      JSON.stringify(draft),
      draft.enabled,
      now,
      actor.personId || null,
      seen,
      sameNumbers(old, draft),
    ],
  )
  if (!changed) throw failPlatform('platform.conflict', { extra: { version: old.version } })
  return getRule(tx, actor.town, id)
}

const sameNumbers = (old: RuleDraft, draft: RuleDraft): boolean =>
  JSON.stringify([old.condition, old.lasting]) === JSON.stringify([draft.condition, draft.lasting])

/** Takes a rule away; its alarms stay. */
export async function dropRule(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  const [gone] = await tx.query(
    `update sensing.rule set dropped_at = $3, changed_at = $3, enabled = false, version = version + 1 where town = $1 and id = $2 and dropped_at is null returning id`,
    [actor.town, id, now],
  )
  if (!gone) throw failSensing('sensing.rule-missing')
}

/** Gives a town the rules it never had; a rule it took away does not come back. */
export async function storeShippedRules(tx: Tx, town: string, now: Date): Promise<void> {
  await tx.query(
    `insert into sensing.rule (town, id, kind, title, draft, shipped, source, example, enabled, created_at, changed_at)
     select $1, i, k, t, d, s, o, e, true, $2, $2 from unnest($3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::boolean[]) as u (i, k, t, d, s, o, e)
     on conflict (town, shipped) where shipped is not null do nothing`,
    [
      town,
      now,
      shippedRules.map(() => newId(now.getTime())),
      shippedRules.map((r) => r.draft.kind),
      shippedRules.map((r) => r.draft.title),
      shippedRules.map((r) => JSON.stringify(r.draft)),
      shippedRules.map((r) => r.key),
      shippedRules.map((r) => r.source),
      shippedRules.map((r) => r.example),
    ],
  )
}

/** At each start: towns that have no rules yet get the shipped ones. */
export async function shipRules(platform: Platform): Promise<void> {
  for (const { code } of await towns(platform)) await storeShippedRules(platform.db.read, code, platform.now())
}
