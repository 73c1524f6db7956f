import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { classCode, derivedLimits, grade, photos, reason, words } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]
const desk = [{ roles: ['dispatcher', 'watch-officer'] }]

/** Shelving, raising, correcting, notes. */
export const exits: Actions = [
  {
    key: 'shelve', title: '挂账', tone: 'quiet', from: ['dispatch', 'handling'], to: 'shelved', who: [{ roles: ['watch-officer', 'leader'] }],
    form: [
      reason('挂账理由'),
      { key: 'nextReview', title: '下次复核日期', kind: 'date', required: true, keep: true },
      { key: 'owner', title: '责任单位', kind: 'unit', required: true, keep: true },
      { key: 'limitReview', title: '复核时限', kind: 'limit', keep: true, derived: true },
    ],
    guards: [{ kind: 'named', name: 'incident.review-ahead' }],
    assign: { to: 'unit', field: 'owner' },
    clocks: { pause: ['safe', 'finish'], start: ['review'] },
    effects: ['incident.record'],
  },
  {
    key: 'review', title: '复核挂账', tone: 'primary', from: ['shelved'], to: { stay: true }, who: [...desk, { holder: 'unit' }],
    form: [
      words('复核情况'),
      { key: 'nextReview', title: '下次复核日期', kind: 'date', required: true, keep: true },
      { key: 'limitReview', title: '复核时限', kind: 'limit', keep: true, derived: true },
    ],
    guards: [{ kind: 'named', name: 'incident.review-ahead' }],
    clocks: { stop: ['review'], start: ['review'] },
    effects: ['incident.record'],
  },
  {
    key: 'unshelve', title: '恢复办理', from: ['shelved'], to: 'dispatch', who: [{ roles: ['watch-officer', 'leader', 'dispatcher'] }],
    form: [words('恢复说明', false)],
    assign: { to: 'role', role: 'dispatcher' },
    clocks: { resume: ['safe', 'finish'], stop: ['review'] },
    effects: ['incident.record'],
  },
  {
    key: 'escalate', title: '提级', tone: 'quiet', from: ['dispatch', 'sign', 'handling', 'ruling'], to: 'escalated', who: [...desk, { holder: 'unit', roles: ['handler', 'village'] }],
    form: [reason('提级理由')], effects: ['incident.record'],
  },
  {
    key: 'instruct', title: '批示', tone: 'primary', from: ['escalated'], to: { back: true }, who: [{ roles: ['leader'] }],
    form: [words('批示意见')], effects: ['incident.record'],
  },
  {
    key: 'correct', title: '更正信息', tone: 'quiet', from: ['*'], to: { stay: true }, who: desk,
    form: [
      { key: 'title', title: '标题', kind: 'text', keep: true, min: 2, max: 80 },
      classCode, grade,
      { key: 'address', title: '地址', kind: 'text', keep: true, max: 200 },
      { key: 'place', title: '位置', kind: 'place', keep: true },
      { key: 'areaCode', title: '网格编码', kind: 'text', keep: true, derived: true },
      { key: 'areaName', title: '网格', kind: 'text', keep: true, derived: true },
      { key: 'reason', title: '更正原因', kind: 'text', required: true, max: 200 },
      ...derivedLimits,
    ],
    effects: ['incident.record'],
  },
  {
    key: 'note', title: '补充情况', tone: 'quiet', from: ['*'], to: { stay: true },
    who: [{ roles: ['dispatcher', 'watch-officer', 'verifier', 'callback', 'leader', 'arbitrator'] }, { holder: 'unit' }, { holder: 'task' }, { holder: 'opener' }, { area: true, roles: ['grid-worker', 'village'] }],
    form: [words('补充内容'), photos('photos', '照片')],
  },
  {
    key: 'urge', title: '催办', tone: 'quiet', from: ['sign', 'handling', 'verification', 'callback', 'ruling', 'extension'], to: { stay: true }, who: [...desk, { roles: ['leader'] }],
    form: [words('催办内容', false)], effects: ['incident.urge'],
  },
]
