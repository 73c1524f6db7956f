import { type Process, defineProcess } from '#core/case/contract.ts'
import { decisions } from './decision-actions.ts'
import { intake } from './intake-actions.ts'
import { review } from './review-actions.ts'

const wd = (n: number) => ({ n, unit: 'working-day' as const })
const lead = ['approval-lead']

/**
 * 办件 under 行政许可法 (rules.md §5.4). All its clocks are counted in whole days (art. 82): the day itself is not counted, what is due is due at
 * 24:00. `legal` and `promise` come from the version of the matter the case was taken under. Limits the law does not give are marked 示例.
 */
export const serviceProcess: Process = defineProcess({
  key: 'service',
  version: 1,
  title: '政务服务办件',
  prefix: 'BJ',
  start: 'received',
  startRole: 'counter',
  startClocks: ['notify', 'renewal'],
  results: {
    granted: '准予',
    refused: '不予许可',
    'not-needed': '无需办理',
    'not-accepted': '不予受理',
    withdrawn: '申请人撤回',
    terminated: '终止办理',
    revoked: '已撤销',
  },
  steps: [
    { key: 'received', title: '收件', publicTitle: '已收到', holder: '综合窗口', role: 'counter' },
    { key: 'correcting', title: '待补正', publicTitle: '请补正材料', holder: '申请人', role: 'counter' },
    { key: 'resubmitted', title: '补正待受理', publicTitle: '补正材料已收到', holder: '综合窗口', role: 'counter' },
    { key: 'review', title: '审查', publicTitle: '审查中', holder: '审批人员', role: 'approver' },
    { key: 'special', title: '特别程序', publicTitle: '特别程序中', holder: '审批人员', side: true },
    { key: 'hearing', title: '听证', publicTitle: '听证中', holder: '审批人员', side: true },
    { key: 'decision', title: '待决定', publicTitle: '审查中', holder: '另一名审批人员', role: 'approver' },
    { key: 'issuing', title: '待送达', publicTitle: '已决定，待领取', holder: '出件窗口', role: 'counter' },
    { key: 'verifying', title: '承诺核查', publicTitle: '已办结', holder: '审批人员', role: 'approver' },
    { key: 'done', title: '办结', publicTitle: '已办结', end: true },
    { key: 'not-needed', title: '无需办理', end: true },
    { key: 'not-accepted', title: '不予受理', end: true },
    { key: 'withdrawn', title: '已撤回', end: true },
    { key: 'terminated', title: '已终止', end: true },
    { key: 'revoked', title: '已撤销', end: true },
  ],
  clocks: [
    {
      key: 'notify',
      title: '告知补正（第三十二条）',
      limit: wd(5),
      whole: true,
      rungs: [
        { at: 0.6, roles: ['counter'] },
        { at: 1, roles: ['hall-lead'], act: 'accept-by-law' },
      ],
    },
    { key: 'correction', title: '补正（示例）', limit: wd(15), limitFrom: 'correctionLimit', whole: true, rungs: [{ at: 0.8 }, { at: 1 }] },
    {
      key: 'answer',
      title: '补正后受理（示例）',
      limit: wd(5),
      whole: true,
      rungs: [
        { at: 0.6, roles: ['counter'] },
        { at: 1, roles: ['hall-lead'], act: 'accept-resubmitted' },
      ],
    },
    {
      key: 'legal',
      title: '法定办结期限',
      limit: wd(20),
      limitFrom: 'legalLimit',
      whole: true,
      rungs: [{ at: 0.8 }, { at: 1, roles: [...lead, 'leader'] }],
    },
    {
      key: 'promise',
      title: '承诺办结期限',
      limit: wd(20),
      limitFrom: 'promiseLimit',
      whole: true,
      rungs: [{ at: 0.8 }, { at: 1, roles: lead }],
    },
    {
      key: 'deferred',
      title: '容缺材料补交',
      limit: { n: 0, unit: 'calendar-day' },
      limitFrom: 'deferredLimit',
      ownOnly: true,
      whole: true,
      rungs: [{ at: 0.8 }, { at: 1, roles: ['counter'] }],
    },
    { key: 'hearing-request', title: '申请听证（第四十七条）', limit: wd(5), whole: true, rungs: [{ at: 1 }] },
    { key: 'hearing', title: '组织听证（第四十七条）', limit: wd(20), whole: true, rungs: [{ at: 0.7 }, { at: 1, roles: lead }] },
    {
      key: 'deliver',
      title: '送达（第四十四条）',
      limit: wd(10),
      whole: true,
      rungs: [
        { at: 0.7, roles: ['counter'] },
        { at: 1, roles: ['hall-lead'] },
      ],
    },
    {
      key: 'verify',
      title: '承诺核查',
      limit: { n: 30, unit: 'calendar-day' },
      whole: true,
      rungs: [
        { at: 0.7, roles: ['approver'] },
        { at: 1, roles: lead },
      ],
    },
    {
      key: 'renewal',
      title: '有效期届满（第五十条）',
      limit: { n: 30, unit: 'calendar-day' },
      limitFrom: 'untilExpiry',
      ownOnly: true,
      whole: true,
      rungs: [
        { at: 0.8, roles: lead },
        { at: 1, roles: lead, act: 'renew-by-law' },
      ],
    },
  ],
  actions: [...intake, ...review, ...decisions],
})
