import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { type Acted, act, open } from '#core/case/server/index.ts'
import { failDispatch } from '../faults.ts'
import { levelTitle } from '../plan/card.ts'
import { getInForce } from './plans.ts'
import { nextNumber } from './case-numbers.ts'

export interface Proposal {
  readonly plan: string
  readonly level: number
  readonly drill: boolean
  readonly trigger: 'person' | 'alert' | 'device'
  readonly words: string
  /** Where the proposal comes from, in words: the warning's headline, the rule that fired. */
  readonly source: string
  readonly place?: readonly [number, number] | undefined
  readonly address?: string | undefined
  readonly villages?: readonly string[] | undefined
  readonly actor: Actor
  readonly actionId: string
  readonly now: Date
  readonly terminal?: string | undefined
}

export interface Open {
  readonly caseId: string
  readonly number: string
  readonly step: string
  readonly level: number
}

/** The activation of a plan that is still proposed, running or under review; a drill never stands in the way of the real thing. */
export async function findOpen(tx: Tx, town: string, plan: string, drill: boolean): Promise<Open | undefined> {
  const [row] = await tx.query<Open>(
    `select case_id as "caseId", number, step, level from dispatch.activation
     where town = $1 and plan_key = $2 and closed_at is null and drill = $3 and step in ('proposed', 'active') order by opened_at desc limit 1`,
    [town, plan, drill],
  )
  return row
}

/**
 * Opens an activation as a proposal. It says what it would set off; nothing is sent before it is activated.
 * @throws Fault dispatch.plan-unknown, dispatch.level-unknown
 */
export async function propose(tx: Tx, platform: Platform, given: Proposal): Promise<Acted> {
  const { actor, now, drill } = given
  const { town } = actor
  const { card, version, key, title } = await getInForce(tx, town, given.plan)
  if (!card.levels.some(({ level }) => level === given.level))
    throw failDispatch('dispatch.level-unknown', { detail: `预案“${title}”没有${levelTitle(given.level)}` })
  const name = `${drill ? '【演练】' : ''}${title}${levelTitle(given.level)}`
  const number = await nextNumber(platform, town, drill ? 'YL' : 'YA', now)
  return open(tx, platform, {
    process: 'plan-activation',
    actor,
    actionId: given.actionId,
    number,
    now,
    caseId: newId(now.getTime()),
    ...(given.terminal ? { terminal: given.terminal } : {}),
    data: {
      title: name,
      areaCode: town,
      areaName: given.address ?? '全镇',
      // A drill stays in the lowest place of every queue.
      urgency: drill ? 4 : given.level <= 2 ? 1 : 2,
      plan: key,
      planTitle: title,
      planVersion: version,
      level: String(given.level),
      drill,
      trigger: given.trigger,
      source: given.source,
      description: given.words,
      ...(given.place ? { place: given.place } : {}),
      ...(given.address ? { address: given.address } : {}),
      ...(given.villages ? { villages: given.villages } : {}),
    },
    beside: ({ caseId, state }) =>
      tx.query(
        `insert into dispatch.activation (town, case_id, number, plan_key, plan_version, title, level, drill, trigger, step, opened_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [town, caseId, number, key, version, name, given.level, drill, given.trigger, state.step, now],
      ),
  })
}

/**
 * Proposes and activates in one transaction: a person in charge, or a warning the town lets start a plan by itself.
 * @param by who is written down as having started it
 */
export async function activateNow(tx: Tx, platform: Platform, given: Proposal, by: Actor): Promise<Acted> {
  const opened = await propose(tx, platform, given)
  if (opened.replayed) return opened
  const acted = await act(tx, platform, {
    caseId: opened.caseId,
    action: 'activate',
    input: given.words ? { words: given.words } : {},
    actor: by,
    actionId: newId(given.now.getTime()),
    now: given.now,
  })
  return { ...opened, state: acted.state }
}
