import { newId } from '#platform/contract/id.ts'
import { dayOf, systemActor } from '#core/org/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { type CaseEffect, type CasePreparation, act } from '#core/case/server/index.ts'
import { notify } from '#core/notice/server/index.ts'
import { failDispatch } from '../faults.ts'
import { levelTitle } from '../plan/card.ts'
import { openTask, planOf, setTasks } from './tasks.ts'
import { writeLog } from './shifts.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const sendTasks: CaseEffect = {
  name: 'dispatch.set-tasks',
  run: async (tx, change, platform) => {
    const count = await setTasks(tx, platform, change)
    await writeLog(tx, change.town, {
      at: change.now,
      kind: 'plan',
      by: change.actor.name,
      words: `${change.action.title}：${change.title}，下达任务 ${count} 项`,
      caseId: change.caseId,
    })
  },
}

/** Keeps the activation's row in step with its case. */
const activationRow: CaseEffect = {
  name: 'dispatch.activation-row',
  run: async (tx, { town, caseId, after, action, act: done }) => {
    const { level, drill, title } = planOf(after)
    await tx.query(
      `update dispatch.activation set step = $3, level = $4, title = $5, activated_at = coalesce(activated_at, $6), ended_at = coalesce(ended_at, $7), closed_at = $8
       where town = $1 and case_id = $2`,
      [
        town,
        caseId,
        after.step,
        level,
        `${drill ? '【演练】' : ''}${title}${levelTitle(level)}`,
        action.key === 'activate' ? moment(done.at) : null,
        action.key === 'stand-down' ? moment(done.at) : null,
        moment(after.closedAt),
      ],
    )
  },
}

/** Keeps a task's row in step with its case: the board and the figures read from it. */
const taskRow: CaseEffect = {
  name: 'dispatch.task-row',
  run: async (tx, { town, caseId, after, action, act: done }) => {
    const at = moment(done.at)
    const when = (key: string) => (action.key === key ? at : null)
    await tx.query(
      `update dispatch.task set step = $3, closed_at = $4, unit_id = case when $5 in ('send', 'acknowledge', 'escalate') then coalesce($6::uuid, unit_id) else unit_id end,
         person_id = case when $5 in ('send-person', 'acknowledge') then $7::uuid when $5 = 'send' then null else person_id end,
         ack_at = coalesce(ack_at, $8), ack_by = case when $5 = 'acknowledge' then $9::uuid else ack_by end,
         finished_at = case when $5 = 'redo' then null else coalesce($10, finished_at) end, verified_at = coalesce(verified_at, $11), escalated_at = coalesce(escalated_at, $12),
         finish_due = coalesce($13, finish_due)
       where town = $1 and case_id = $2`,
      [
        town,
        caseId,
        after.step,
        moment(after.closedAt),
        action.key,
        after.holder.unitId ?? null,
        after.holder.personId ?? null,
        when('acknowledge'),
        done.personId || null,
        when('finish'),
        when('verify'),
        when('escalate'),
        moment(after.clocks['finish']?.dueAt),
      ],
    )
  },
}

/** Nobody answered: everybody of the unit is told at once, and the leaders' turn comes at twice the limit. */
const tellUnit: CaseEffect = {
  name: 'dispatch.tell-unit',
  run: async (tx, { town, caseId, after, title, number, now }) => {
    const unitId = after.holder.unitId ?? text(after.data['homeUnit'])
    if (!unitId) return
    const people = await peopleAt(tx, town, { unitIds: [unitId], day: dayOf(now) })
    await notify(tx, town, now, people.slice(0, 50), {
      kind: 'plan.unanswered',
      title: `无人响应：${title}`,
      words: `${number} 已超过响应时限，请立即响应`,
      urgent: true,
      object: `case:${caseId}`,
    })
  },
}

/** What is not finished when a response ends is called back by name, or the response does not end. */
const recallRest: CaseEffect = {
  name: 'dispatch.recall-rest',
  run: async (tx, change, platform) => {
    const open = await tx.query<{ case_id: string; title: string }>(
      `select case_id, title from dispatch.task where town = $1 and activation_id = $2 and closed_at is null and step <> 'check' and kind = 'plan' order by opened_at, key`,
      [change.town, change.caseId],
    )
    if (open.length === 0) return
    if (change.act.input['rest'] !== 'recall')
      throw failDispatch('dispatch.tasks-open', {
        detail: `还有 ${open.length} 项任务没有完成：${open
          .slice(0, 5)
          .map(({ title }) => title)
          .join('、')}${open.length > 5 ? '……' : ''}`,
        fields: [{ path: 'rest', message: '先催办完成，或选择“一并撤回”' }],
      })
    for (const { case_id: caseId } of open) {
      await act(tx, platform, {
        caseId,
        action: 'recall',
        input: { reason: `响应结束：${text(change.act.input['words'])}`.slice(0, 900) },
        actor: systemActor(change.town, change.actor.name),
        actionId: newId(),
        now: change.now,
      })
    }
  },
}

/** An improvement of the review becomes a task like any other: owned, timed, verified. */
const setImprovement: CaseEffect = {
  name: 'dispatch.set-improvement',
  run: async (tx, change, platform) => {
    const { input, seq } = change.act
    const { drill, title } = planOf(change.after)
    await openTask(tx, platform, change.actor, change.now, {
      activation: change.caseId,
      key: `improve/${seq}`,
      kind: 'improve',
      title: `改进：${text(input['title'])}`,
      words: text(input['words']),
      role: '改进责任单位',
      drill,
      urgency: 3,
      ack: { n: 1, unit: 'working-day' },
      finish: { n: Number(input['days']), unit: 'calendar-day' },
      target: { unitId: text(input['unit']) },
      planTitle: `${title}复盘`,
    })
  },
}

export const planEffects = [sendTasks, activationRow, taskRow, tellUnit, recallRest, setImprovement]

/** An escalated task goes from the one person to the unit they answer for. */
const widen = (process: string): CasePreparation => ({
  process,
  actions: ['escalate'],
  prepare: async (_tx, { before }) => {
    const unit = text(before.data['homeUnit'])
    return unit ? { unit } : undefined
  },
})

/** A level the plan does not have is refused before anything is sent. */
const knownLevel: CasePreparation = {
  process: 'plan-activation',
  actions: ['activate', 'change-level'],
  prepare: async (tx, { town, before, act: { input } }) => {
    const { plan, version } = planOf(before)
    const wanted = input['level']
    if (wanted === undefined) return undefined
    const [row] = await tx.query<{ ok: boolean }>(
      `select exists (select 1 from jsonb_array_elements(card->'levels') l where l->>'level' = $4) as ok from dispatch.plan where town = $1 and key = $2 and version = $3`,
      [town, plan, version, text(wanted)],
    )
    if (!row?.ok) throw failDispatch('dispatch.level-unknown', { fields: [{ path: 'level', message: '这个预案没有这一级' }] })
    return undefined
  },
}
export const planPreparations = [widen('plan-task'), widen('field-order'), knownLevel]
