import { dateOf } from '#core/calendar/contract.ts'
import { failCase } from '#core/case/contract.ts'
import type { CasePreparation } from '#core/case/server/index.ts'
import { getUnit } from '#core/org/server/index.ts'
import { failCallup } from '../faults.ts'
import { allThere, arrivalOf, calledAgain, expectedWithout } from '../derived.ts'
import { arrivedUnits, metresToSpot } from '../guards.ts'
import { findSpotCode } from '../spot-code.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [])

/** Who signs for a village: its secretary or director, by the title of the post (示例: a town may word posts otherwise). */
export const isHead = (postTitle: string): boolean => /书记|主任|站长/u.test(postTitle)

/** No whistle leaves without the village leader's own confirmation (features.md 2.3). */
const headSigns: CasePreparation = {
  process: 'whistle',
  actions: ['confirm', 'decline'],
  prepare: async (_tx, { actor }) => {
    if (!isHead(actor.postTitle)) throw failCallup('callup.not-head', { detail: `您的岗位是“${actor.postTitle}”，须由书记或主任确认` })
    return undefined
  },
}

/** The units that are called must exist; each gets a task, the lead's too. */
const summons: CasePreparation = {
  process: 'whistle',
  actions: ['summon'],
  prepare: async (tx, { town, act, now }) => {
    const wanted = [...new Set([text(act.input['unit']), ...texts(act.input['coUnits'])].filter((u): u is string => u !== undefined))]
    for (const id of wanted) {
      const unit = await getUnit(tx, town, id, dateOf(now.getTime())).catch(() => undefined)
      if (!unit || unit.to !== null)
        throw failCase('case.unit-unknown', { fields: [{ path: 'unit', message: '选择的单位不存在或已撤销' }] })
    }
    return { wanted }
  },
}

/** Who is there now, how far off, and whether that was the last of them. A scanned code must be the one of this whistle. */
const arrival: CasePreparation = {
  process: 'whistle',
  actions: ['report-in'],
  prepare: async (tx, { town, caseId, act, before, actor }) => {
    if (act.input['way'] === 'scan') {
      const [row] = await tx.query<{ code: string }>(`select code from callup.whistle where town = $1 and case_id = $2`, [town, caseId])
      const given = findSpotCode(text(act.input['code']) ?? '')
      if (row?.code !== given) throw failCallup('callup.wrong-code', { fields: [{ path: 'code', message: '不是这声哨的现场码' }] })
    }
    return { ...arrivalOf(before, actor.unitId), distance: Math.round(metresToSpot(act.input, before.data) ?? 0) }
  },
}

const excused: CasePreparation = {
  process: 'whistle',
  actions: ['excuse'],
  prepare: async (_tx, { act, before }) => {
    const open = before.tasks.filter(({ state }) => state === 'open').map(({ unitId }) => unitId)
    const unit = text(act.input['unit'])
    if (!unit || !open.includes(unit)) throw failCase('case.input-invalid', { fields: [{ path: 'unit', message: '这个单位不在应到之列' }] })
    if (arrivedUnits(before.data).includes(unit)) throw failCase('case.not-allowed', { detail: '这个单位已经报到，不能再免除' })
    return { allArrived: allThere(expectedWithout(before, unit), arrivedUnits(before.data)) }
  },
}

/** The second blow calls the same units again; the third goes to a leader and calls nobody. */
const again: CasePreparation = {
  process: 'whistle',
  actions: ['reblow'],
  prepare: async (_tx, { before }) => ({ again: calledAgain(before) }),
}

export const callupPreparations = [headSigns, summons, arrival, excused, again]
