import { addDays, addWorkdays, dateOf } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { findStep } from '#core/case/contract.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { CaseReceipt } from '../../case.ts'
import { failService } from '../../faults.ts'
import { type Bundle, type OneThingDraft, openOneThing, readBundle } from '../../one-thing-case.ts'
import { criticalPath, planOneThing, spreadForm } from '../../one-thing-plan.ts'
import { serviceProcess } from '../../processes/service.ts'
import { getOneThing } from '../matter/one-things.ts'
import { makeCode } from './numbers.ts'
import { take } from './take.ts'

/** How far a bundle has come: done when all its cases are. @throws Fault service.one-thing-missing */
async function bundleOf(tx: Tx, town: string, id: string): Promise<Bundle> {
  const [bundle] = await tx.query<{ name: string; due_day: string; path: string[] }>(
    `select name, due_day, path from service.bundle where town = $1 and id = $2`,
    [town, id],
  )
  if (!bundle) throw failService('service.one-thing-missing')
  const cases = await tx.query<{
    case_id: string
    number: string
    matter_code: string
    matter_name: string
    step: string
    open: boolean
    promise_due: Date | null
  }>(
    `select case_id, number, matter_code, matter_name, step, open, promise_due from service.office_case where town = $1 and one_thing_id = $2 order by number`,
    [town, id],
  )
  const finished = cases.filter(({ open }) => !open).length
  return {
    id,
    name: bundle.name,
    dueDay: bundle.due_day,
    path: bundle.path,
    done: finished === cases.length,
    finished,
    cases: cases.map((one) => ({
      id: one.case_id,
      number: one.number,
      matterCode: one.matter_code,
      matterName: one.matter_name,
      stepTitle: findStep(serviceProcess, one.step)?.title ?? one.step,
      open: one.open,
      ...(one.promise_due ? { promiseDue: dateOf(one.promise_due.getTime() - 1) } : {}),
    })),
  }
}

/**
 * Opens and accepts every case of a one-thing from one form, side by side. A matter that waits for another is promised for the day the chain comes
 * to it (rules.md §5.6: the critical path, not the sum); a paper a sibling makes is not asked for.
 * @throws Fault service.one-thing-open-question and those of `take`
 */
async function openBundle(
  tx: Tx,
  platform: Platform,
  given: { code: string; draft: OneThingDraft; actor: Actor; now: Date; terminal: string },
): Promise<Bundle & { receipts: CaseReceipt[] }> {
  const { code, draft, actor, now } = given
  const { town } = actor
  const [known] = await tx.query<{ id: string }>(`select id from service.bundle where town = $1 and action_id = $2`, [town, draft.actionId])
  if (known) return { ...(await bundleOf(tx, town, known.id)), receipts: [] }
  const day = dayOf(now)
  const thing = await getOneThing(tx, town, code, day)
  const plan = planOneThing(thing, draft.answers)
  if (plan.open.length > 0)
    throw failService('service.one-thing-open-question', {
      fields: plan.open.map((key) => ({ path: `answers.${key}`, message: '请先回答这个问题' })),
    })
  const calendar = await getCalendar(tx, town)
  const days = criticalPath<string>(plan.chain, day, (from, { n, unit }) =>
    unit === 'working-day' ? addWorkdays(calendar, from, n) : addDays(from, n),
  )
  const forms = spreadForm(plan.form, draft.form)
  const id = newId(now.getTime())
  const checkCode = makeCode()
  await tx.query(
    `insert into service.bundle (town, id, action_id, one_thing, name, due_day, path, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [town, id, draft.actionId, code, thing.version.name, days.due, [...days.path], now],
  )
  const made = new Map(plan.matters.flatMap((matter) => (matter.result.licence ? [[matter.result.licence, matter.name] as const] : [])))
  const receipts: CaseReceipt[] = []
  for (const matter of plan.matters) {
    const siblings = new Map(
      matter.materials.flatMap(({ key, licence }) => {
        const maker = licence && licence !== matter.result.licence ? made.get(licence) : undefined
        return maker ? [[key, maker] as const] : []
      }),
    )
    const changes = plan.materials.flatMap(({ id: merged, usedBy }) => {
      const change = draft.changes.find(({ key }) => key === merged)
      const own = usedBy.find((use) => use.code === matter.code)
      return change && own ? [{ ...change, key: own.key }] : []
    })
    receipts.push(
      await take(tx, platform, {
        draft: {
          actionId: newId(),
          matterCode: matter.code,
          channel: draft.channel,
          applicant: draft.applicant,
          form: formOf(forms[matter.code] ?? {}),
          changes,
          accept: true,
        },
        actor,
        now,
        terminal: given.terminal,
        bundle: { id, code: checkCode, joint: true, siblings, promiseDays: plan.days.dues[matter.code] ?? matter.promised.n },
      }),
    )
  }
  return { ...(await bundleOf(tx, town, id)), receipts }
}

const formOf = (values: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  )

export const bundleRoutes = [
  route(openOneThing, ({ tx, platform, actor, params, body, now, from }) =>
    openBundle(tx, platform, { code: params.code, draft: body, actor, now, terminal: from.terminal }),
  ),
  route(readBundle, ({ tx, actor, params }) => bundleOf(tx, actor.town, params.id)),
]
