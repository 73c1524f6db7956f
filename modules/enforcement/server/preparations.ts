import type { CasePreparation } from '#core/case/server/index.ts'
import { dayOf } from '#core/org/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { derived } from '../derive.ts'
import { failEnforcement } from '../faults.ts'
import { textOn } from '../power.ts'
import { ageClass } from '../party.ts'
import { nextNumber } from './clue.ts'
import { bornOf, findParty, maskParty, partyOfCase } from './party.ts'
import { findHeldPower } from './powers.ts'
import { thresholdsOf } from './thresholds.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * The power must be the town's on the day of filing (行政处罚法 art. 38: without basis or by an unqualified body a penalty is void); the wording shown
 * is that of the day of the act.
 */
const power: CasePreparation = {
  process: 'penalty',
  actions: ['request-filing', 'file'],
  prepare: async (tx, { town, act, before, action }) => {
    const code = text(act.input['power']) || text(before.data['power'])
    const held = await findHeldPower(tx, town, code, dayOf(new Date(act.at)))
    if (!held) throw failEnforcement('enforcement.power-not-held', { fields: [{ path: 'power', message: '立案当天本镇不持有这个事项' }] })
    if (action.key === 'file') return undefined
    const wording = textOn(held, text(act.input['offenceEnded']))
    return { powerTitle: held.title, powerText: `${wording.article}：${wording.text}` }
  },
}

/** The second officer holds an officer's post today: auxiliary staff do not count (行政处罚法 art. 42). */
const second: CasePreparation = {
  process: 'penalty',
  actions: ['inspect', 'question', 'collect', 'request-preserve', 'preserve', 'request-seize', 'seize', 'finish-investigation'],
  prepare: async (tx, { town, act, now }) => {
    const members = await peopleAt(tx, town, { role: 'officer', personIds: [text(act.input['second'])], day: dayOf(now) })
    if (members.length === 0)
      throw failEnforcement('enforcement.officer-unqualified', { fields: [{ path: 'second', message: '不是在岗的执法人员' }] })
    return undefined
  },
}

/** Who was found out: a mask for the case's data, the age on the day of the act where both are known (行政处罚法 art. 30). */
const named: CasePreparation = {
  process: 'penalty',
  actions: ['name-party', 'request-filing'],
  prepare: async (tx, { town, act, before, action, caseId }, platform) => {
    const naming = action.key === 'name-party'
    const party = naming ? await findParty(tx, platform, town, text(act.input['partyId'])) : await partyOfCase(tx, platform, town, caseId)
    if (!party) throw failEnforcement('enforcement.party-missing', { fields: [{ path: 'partyId', message: '请先填写当事人' }] })
    const ended = text(act.input['offenceEnded']) || text(before.data['offenceEnded'])
    const partyAge = party.kind === 'citizen' ? ageClass(bornOf(party), ended) : 'adult'
    const { shown } = maskParty(party)
    return naming ? { shown, party: shown, partyKind: party.kind, partyAge } : { partyAge }
  },
}

/** What the file already answers: hearing due, sums, names of everybody who investigated. */
const facts: CasePreparation = {
  process: 'penalty',
  actions: ['*'],
  prepare: async (tx, { town, act, before, action }) => derived(action.key, act.input, before, act.at, await thresholdsOf(tx, town)),
}

/** Money of the summary procedure: the same sums. */
const summaryFacts: CasePreparation = {
  process: 'penalty-summary',
  actions: ['*'],
  prepare: async (tx, { town, act, before, action }) => derived(action.key, act.input, before, act.at, await thresholdsOf(tx, town)),
}

/** 决定书文号: within the year, in order, never twice. The letters are the town's own (示例). */
const documentNumber: CasePreparation = {
  process: 'penalty',
  actions: ['decide'],
  prepare: async (_tx, { town, act }, platform) => {
    const year = dayOf(new Date(act.at)).slice(0, 4)
    return { documentNumber: `（示例）综执罚决字〔${year}〕${await nextNumber(platform, town, `penalty-decision/${year}`)}号` }
  },
}

export const penaltyPreparations = [power, second, named, facts, summaryFacts, documentNumber]
