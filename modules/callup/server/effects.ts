import { Point } from '#core/case/contract.ts'
import type { CaseEffect, Change } from '#core/case/server/index.ts'
import { Ratings } from '../guards.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
const roundOf = ({ before }: Pick<Change, 'before'>): number => before.done['reblow']?.count ?? 0

/** Keeps the row in step with the case: lists and rates read from it. */
const record: CaseEffect = {
  name: 'callup.record',
  run: async (tx, { town, caseId, after, action, act }) => {
    const at = moment(act.at)
    await tx.query(
      `update callup.whistle set step = $3, seq = $4, closed_at = $5, result = $6, due_at = coalesce($7, due_at),
         summoned_at = case when $8 = 'summon' then coalesce(summoned_at, $9) else summoned_at end,
         must_by = coalesce($10, must_by),
         concluded_at = case when $8 = 'conclude' then $9 else concluded_at end,
         silenced_at = case when $6 = 'silenced' then coalesce(silenced_at, $5) end,
         reblown = $11
       where town = $1 and case_id = $2`,
      [
        town,
        caseId,
        after.step,
        after.seq,
        moment(after.closedAt),
        after.result ?? null,
        moment(after.clocks['finish']?.dueAt),
        action.key,
        at,
        moment(after.clocks['arrive']?.dueAt),
        after.done['reblow']?.count ?? 0,
      ],
    )
  },
}

async function expect(tx: Parameters<CaseEffect['run']>[0], change: Change, round: number): Promise<void> {
  const { town, caseId, after, act } = change
  const must = after.clocks['arrive']?.dueAt
  const units = after.tasks.filter(({ state }) => state === 'open').map(({ unitId }) => unitId)
  if (units.length === 0 || must === undefined) return
  await tx.query(
    `insert into callup.summon (town, case_id, round, unit_id, lead, summoned_at, must_by)
     select $1, $2, $3, u, u = $4::uuid, $5, $6 from unnest($7::uuid[]) u on conflict do nothing`,
    [town, caseId, round, after.holder.unitId ?? null, moment(act.at), moment(must), units],
  )
}

const summon: CaseEffect = { name: 'callup.summon', run: (tx, change) => expect(tx, change, roundOf(change)) }
const reblow: CaseEffect = { name: 'callup.reblow', run: (tx, change) => expect(tx, change, roundOf(change) + 1) }

const arrive: CaseEffect = {
  name: 'callup.arrive',
  run: async (tx, change) => {
    const { town, caseId, act, actor } = change
    const place = Point.safeParse(act.input['place'])
    await tx.query(
      `update callup.summon set arrived_at = $5, arrived_by = $6, distance = $7, way = $8, mocked = $9,
         arrived_place = case when $10::float8 is null then null else point($10::float8, $11::float8) end
       where town = $1 and case_id = $2 and round = $3 and unit_id = $4 and arrived_at is null`,
      [
        town,
        caseId,
        roundOf(change),
        actor.unitId,
        moment(act.at),
        actor.name,
        act.input['distance'] ?? null,
        act.input['way'] ?? null,
        act.input['mocked'] === true,
        place.success ? place.data[0] : null,
        place.success ? place.data[1] : null,
      ],
    )
  },
}

const excuse: CaseEffect = {
  name: 'callup.excuse',
  run: async (tx, change) => {
    const { town, caseId, act } = change
    await tx.query(`update callup.summon set excused_at = $5 where town = $1 and case_id = $2 and round = $3 and unit_id = $4::uuid`, [
      town,
      caseId,
      roundOf(change),
      act.input['unit'],
      moment(act.at),
    ])
  },
}

const answer: CaseEffect = {
  name: 'callup.answer',
  run: async (tx, change) => {
    const { town, caseId, act, actor } = change
    await tx.query(
      `update callup.summon set answered_at = $5, fair = $6 where town = $1 and case_id = $2 and round = $3 and unit_id = $4`,
      [town, caseId, roundOf(change), actor.unitId, moment(act.at), act.input['fair'] ?? null],
    )
  },
}

const rate: CaseEffect = {
  name: 'callup.rate',
  run: async (tx, change) => {
    const { town, caseId, act } = change
    for (const [unitId, { stars, words }] of Object.entries(Ratings.parse(act.input['ratings'] ?? {}))) {
      await tx.query(
        `update callup.summon set stars = $4, words = $5 where town = $1 and case_id = $2 and unit_id = $3 and round = (
           select max(round) from callup.summon where town = $1 and case_id = $2 and unit_id = $3)`,
        [town, caseId, unitId, stars, words],
      )
    }
  },
}

export const callupEffects = [record, summon, reblow, arrive, excuse, answer, rate]
