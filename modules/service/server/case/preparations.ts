import { dateOf } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { findWholeDue } from '#core/calendar/contract.ts'
import type { CasePreparation } from '#core/case/server/index.ts'
import { Limit } from '#core/calendar/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { dayOf } from '#core/org/contract.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { caseDerived } from '../../case-derive.ts'
import { changed, changesOf, materialsOf, outstanding } from '../../case-material.ts'
import { failService } from '../../faults.ts'
import { paperOfAction } from '../../paper.ts'
import { nextNumber } from './numbers.ts'
import { takePaperNumber } from './papers.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const facts: CasePreparation = {
  process: 'service',
  actions: ['*'],
  prepare: async (_tx, { act, before, action }) => caseDerived(action.key, act.input, before, act.at),
}

/** A deferred paper comes before the promised decision (rules.md §5.4 容缺受理: promise date ≤ decision date). */
const deferral: CasePreparation = {
  process: 'service',
  actions: ['accept'],
  prepare: async (tx, { town, act, before }) => {
    const list = outstanding(changed(materialsOf(before.data), changesOf(act.input['changes'])))
    if (list.length === 0) return undefined
    const limit = Limit.parse(before.data['promiseLimit'])
    const due = findWholeDue(await getCalendar(tx, town), act.at, limit, [], [])
    const last = dateOf((due ?? act.at) - 1)
    const late = list.filter((m) => (m.due ?? '') > last)
    if (late.length > 0)
      throw failService('service.deferral-late', {
        fields: late.map(({ key, name }) => ({ path: `changes.${key}`, message: `${name}最迟 ${last} 补交（承诺办结日）` })),
      })
    return undefined
  },
}

const paper: CasePreparation = {
  process: 'service',
  actions: Object.keys(paperOfAction),
  prepare: async (_tx, { town, act, action }, platform) => {
    const kind = paperOfAction[action.key]
    if (!kind) return undefined
    const number = await takePaperNumber(platform, town, kind, act.at)
    return { paper: number, ...(kind === 'decision' ? { documentNumber: number } : {}) }
  },
}

/**
 * 独任审批抽查: exactly one of every twenty sole decisions (≥ 5 %, rules.md §5.7), which of the twenty nobody can foresee: it follows from a key only
 * this installation has.
 */
const sample: CasePreparation = {
  process: 'service',
  actions: ['sole-decide'],
  prepare: async (_tx, { town, act }, platform) => {
    const year = dateOf(act.at).slice(0, 4)
    const n = (await nextNumber(platform, town, `service-sole/${year}`)) - 1
    const pick =
      fieldCipher(platform.config.dataDir)
        .digest(`sample/${town}/${year}/${Math.floor(n / 20)}`)
        .readUInt32BE(0) % 20
    return { sampled: n % 20 === pick }
  },
}

/** The second inspector and the host hold an approval post today (行政许可法 arts. 34, 48). */
const approvers: CasePreparation = {
  process: 'service',
  actions: ['inspect', 'notify-hearing'],
  prepare: async (tx, { town, act, now, action }) => {
    const field = action.key === 'inspect' ? 'second' : 'host'
    const personIds = [text(act.input[field])]
    const found = await Promise.all(['approver', 'approval-lead'].map((role) => peopleAt(tx, town, { role, personIds, day: dayOf(now) })))
    if (found.flat().length === 0) throw failService('service.not-approver', { fields: [{ path: field, message: '不是在岗的审批人员' }] })
    return undefined
  },
}

export const casePreparationsOfService = [facts, deferral, approvers, paper, sample]
