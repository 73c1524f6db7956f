import type { z } from 'zod'
import { type ActionDefinition, type Process, defineProcess } from '#core/case/contract.ts'
import { standardTemplates } from '../papers/standard.ts'
import { decision } from './decision-actions.ts'
import { filing } from './filing-actions.ts'
import { fulfilment } from './fulfilment-actions.ts'
import { investigation } from './investigation-actions.ts'
import { notice } from './notice-actions.ts'
import { partyAndTime } from './party-actions.ts'

/** Acts that send papers out number them (rules.md §4.10). */
const sending = new Set(standardTemplates.filter(({ outward }) => outward).flatMap(({ actions }) => actions))
const withPapers = (actions: z.input<typeof ActionDefinition>[]): z.input<typeof ActionDefinition>[] =>
  actions.map((action) => (sending.has(action.key) ? { ...action, effects: [...(action.effects ?? []), 'enforcement.papers'] } : action))

/**
 * The ordinary procedure (普通程序) of 行政处罚法 arts. 54–74 with the compulsory measures of 行政强制法; rules.md §4.4. Limits that the law does not
 * give (the check of a clue, the statement period, the review) are marked 示例 and come from the case's data where a town set its own.
 */
export const penaltyProcess: Process = defineProcess({
  key: 'penalty',
  version: 1,
  title: '行政处罚（普通程序）',
  prefix: 'CF',
  start: 'clue',
  startRole: 'officer',
  startClocks: ['clue'],
  results: {
    punished: '已处罚',
    'none-minor': '不予处罚（轻微并改正、首违等）',
    'none-unproven': '不予处罚（事实不成立）',
    'not-filed': '不予立案',
    transferred: '移送',
    terminated: '终止调查',
  },
  steps: [
    { key: 'clue', title: '线索核查', holder: '执法人员', role: 'officer' },
    { key: 'filing', title: '立案审批', holder: '执法负责人', role: 'enforcement-lead' },
    { key: 'investigation', title: '调查取证', holder: '两名以上执法人员' },
    { key: 'concluded', title: '调查终结', holder: '执法人员' },
    { key: 'statement', title: '告知与陈述申辩', holder: '执法人员' },
    { key: 'hearing', title: '听证', holder: '听证主持人', role: 'enforcement-lead' },
    { key: 'review', title: '法制审核', holder: '法制审核员', role: 'legal-reviewer' },
    { key: 'discussion', title: '集体讨论', holder: '执法负责人', role: 'enforcement-lead' },
    { key: 'decision', title: '待作出决定', holder: '执法负责人', role: 'enforcement-lead' },
    { key: 'serving', title: '送达', holder: '执法人员' },
    { key: 'paying', title: '履行', holder: '执法人员' },
    { key: 'urged', title: '催告', holder: '执法人员' },
    { key: 'enforcing', title: '强制执行', holder: '执法负责人', role: 'enforcement-lead' },
    { key: 'closing', title: '结案审批', holder: '执法负责人', role: 'enforcement-lead' },
    { key: 'suspended', title: '中止', side: true },
    { key: 'closed', title: '结案', end: true },
    { key: 'not-filed', title: '不予立案', end: true },
    { key: 'transferred', title: '移送', end: true },
    { key: 'terminated', title: '终止', end: true },
  ],
  clocks: [
    {
      key: 'clue',
      title: '线索核查（示例）',
      limit: { n: 15, unit: 'calendar-day' },
      rungs: [{ at: 0.8 }, { at: 1, roles: ['enforcement-lead'] }],
    },
    // 行政处罚法 art. 60: ninety days from the filing; other rules may vary, then by 延长办案期限 with its basis.
    {
      key: 'case',
      title: '办案期限（第六十条）',
      limit: { n: 90, unit: 'calendar-day' },
      rungs: [{ at: 0.67 }, { at: 0.89, roles: ['enforcement-lead'] }, { at: 1, roles: ['enforcement-lead', 'leader'] }],
    },
    {
      key: 'preserve',
      title: '登记保存处理（第五十六条）',
      limit: { n: 7, unit: 'working-day' },
      rungs: [{ at: 0.7 }, { at: 1, roles: ['enforcement-lead'] }],
    },
    {
      key: 'seize',
      title: '查封扣押（强制法第二十五条）',
      limit: { n: 30, unit: 'calendar-day' },
      rungs: [{ at: 0.8 }, { at: 1, roles: ['enforcement-lead'] }],
    },
    { key: 'statement', title: '陈述申辩期（示例）', limit: { n: 3, unit: 'working-day' }, rungs: [{ at: 1 }] },
    { key: 'hearing-request', title: '申请听证（第六十四条）', limit: { n: 5, unit: 'working-day' }, rungs: [{ at: 1 }] },
    {
      key: 'hearing-wait',
      title: '听证通知（第六十四条）',
      limit: { n: 7, unit: 'working-day' },
      rungs: [{ at: 1, roles: ['enforcement-lead'] }],
    },
    {
      key: 'review',
      title: '法制审核（示例）',
      limit: { n: 5, unit: 'working-day' },
      rungs: [
        { at: 0.8, roles: ['legal-reviewer'] },
        { at: 1, roles: ['legal-reviewer', 'enforcement-lead'] },
      ],
    },
    {
      key: 'serve',
      title: '送达决定书（第六十一条）',
      limit: { n: 7, unit: 'working-day' },
      rungs: [{ at: 0.7 }, { at: 1, roles: ['enforcement-lead'] }],
    },
    { key: 'pay', title: '缴纳罚款（第六十七条）', limit: { n: 15, unit: 'calendar-day' }, rungs: [{ at: 1 }] },
    { key: 'urge-wait', title: '催告期（强制法第五十四条）', limit: { n: 10, unit: 'working-day' }, rungs: [{ at: 1 }] },
  ],
  actions: withPapers([...filing, ...investigation, ...notice, ...decision, ...fulfilment, ...partyAndTime]),
})
