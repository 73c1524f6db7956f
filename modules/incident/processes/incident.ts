import { defineProcess } from '#core/case/contract.ts'
import { intake } from './intake-actions.ts'
import { handling } from './handling-actions.ts'
import { checking } from './checking-actions.ts'
import { exits } from './exit-actions.ts'
import { residents } from './resident-actions.ts'

const hours = (n: number) => ({ n, unit: 'working-hour' as const })
const days = (n: number) => ({ n, unit: 'working-day' as const })

/**
 * The life of an incident (事件): reported → accepted → dispatched → signed → handled → verified by somebody else →
 * called back → closed with an honest result. States and side exits: the field's common ones (待受理 … 已结案, 退回待裁定,
 * 延期申请中, 挂账, 提级中, 已并单, 无效关闭). Limits here are the fallback; a class or grade brings its own (示例).
 */
export const incidentProcess = defineProcess({
  key: 'incident',
  version: 2,
  title: '事件处置',
  prefix: 'SJ',
  start: 'acceptance',
  startRole: 'dispatcher',
  startClocks: ['accept'],
  results: { solved: '已解决', explained: '已解释', unsolvable: '暂不能解决', invalid: '不予受理' },
  steps: [
    { key: 'acceptance', title: '待受理', publicTitle: '已收到', holder: '派单员', role: 'dispatcher' },
    { key: 'check', title: '待核查', publicTitle: '核实中', holder: '核查员', role: 'verifier' },
    { key: 'dispatch', title: '待派单', publicTitle: '已受理', holder: '派单员', role: 'dispatcher' },
    { key: 'sign', title: '待签收', publicTitle: '已派单', holder: '承办单位' },
    { key: 'handling', title: '处置中', publicTitle: '处置中', holder: '承办单位' },
    { key: 'verification', title: '待核验', publicTitle: '核验中', holder: '核查员', role: 'verifier' },
    { key: 'callback', title: '待回访', publicTitle: '待回访', holder: '回访员', role: 'callback' },
    { key: 'closed', title: '已结案', publicTitle: '已办结', end: true },
    { key: 'void', title: '无效关闭', publicTitle: '不予受理', end: true },
    { key: 'ruling', title: '退回待裁定', publicTitle: '已受理', holder: '裁定人', role: 'arbitrator', side: true },
    { key: 'extension', title: '延期申请中', publicTitle: '处置中', holder: '值班长', role: 'watch-officer', side: true },
    { key: 'shelved', title: '挂账', publicTitle: '暂缓办理', holder: '责任单位', side: true },
    { key: 'escalated', title: '提级中', publicTitle: '处置中', holder: '镇领导', role: 'leader', side: true },
    { key: 'merged', title: '已并单', publicTitle: '合并办理', side: true },
    { key: 'voiding', title: '不予受理待审', publicTitle: '已收到', holder: '值班长', role: 'watch-officer', side: true },
  ],
  clocks: [
    {
      key: 'accept',
      title: '受理',
      limit: { n: 0.5, unit: 'clock-hour' },
      limitFrom: 'limitAccept',
      rungs: [
        { at: 1, roles: ['dispatcher', 'watch-officer'], holder: false },
        { at: 2, roles: ['watch-officer'], holder: false },
      ],
    },
    {
      key: 'sign',
      title: '签收',
      limit: hours(4),
      limitFrom: 'limitSign',
      rungs: [
        { at: 0.8, roles: [] },
        { at: 1, roles: ['dispatcher'] },
      ],
    },
    {
      key: 'safe',
      title: '先行处置',
      limit: hours(4),
      limitFrom: 'limitSafe',
      rungs: [
        { at: 0.5, roles: [] },
        { at: 1, roles: ['watch-officer'] },
      ],
    },
    {
      key: 'finish',
      title: '办结',
      limit: days(3),
      limitFrom: 'limitFinish',
      rungs: [
        { at: 0.5, roles: [] },
        { at: 0.8, roles: [] },
        { at: 1, roles: ['dispatcher', 'watch-officer'] },
        { at: 1.5, roles: ['watch-officer', 'leader'] },
      ],
    },
    {
      key: 'review',
      title: '挂账复核',
      limit: { n: 30, unit: 'calendar-day' },
      limitFrom: 'limitReview',
      rungs: [{ at: 1, roles: ['watch-officer'] }],
    },
  ],
  actions: [...intake, ...handling, ...checking, ...exits, ...residents],
})
