import type { z } from 'zod'
import { type ActionDefinition, type Process, defineProcess } from '#core/case/contract.ts'

type Actions = z.input<typeof ActionDefinition>[]
const holders = [{ holder: 'person' as const }, { holder: 'unit' as const }]
const checkers = [{ roles: ['watch-officer', 'leader', 'dispatcher'] }]
const words = (title: string, required = true) => ({ key: 'words', title, kind: 'long-text' as const, required, max: 2000 })
const photos = { key: 'photos', title: '照片', kind: 'files' as const, max: 12 }
const row = ['dispatch.task-row']

/** @param roles who may hand it to somebody else and call it back */
const actionsOf = (roles: readonly string[]): Actions => {
  const command = { roles: [...roles] }
  return [
    {
      key: 'send',
      title: '下达给单位',
      from: ['notified'],
      to: { stay: true },
      who: [command, { system: true }],
      form: [{ key: 'unit', title: '单位', kind: 'unit', required: true }],
      assign: { to: 'unit', field: 'unit' },
      effects: row,
    },
    {
      key: 'send-person',
      title: '下达给人',
      from: ['notified'],
      to: { stay: true },
      who: [command, { system: true }],
      form: [{ key: 'person', title: '人员', kind: 'person', required: true }],
      assign: { to: 'person', field: 'person' },
      effects: row,
    },
    {
      key: 'acknowledge',
      title: '收到，立即执行',
      tone: 'primary',
      from: ['notified'],
      to: 'doing',
      who: holders,
      form: [words('回复', false)],
      assign: { to: 'actor' },
      clocks: { stop: ['ack'] },
      effects: row,
    },
    {
      key: 'escalate',
      title: '无人响应，自动升级',
      from: ['notified'],
      to: { stay: true },
      who: [{ system: true }],
      // From the one person who did not answer to their whole unit, so that anybody there may.
      form: [{ key: 'unit', title: '扩大到单位', kind: 'unit', derived: true }],
      assign: { to: 'unit', field: 'unit' },
      set: { escalated: true },
      effects: [...row, 'dispatch.tell-unit'],
    },
    {
      key: 'report',
      title: '报告进展',
      from: ['doing'],
      to: { stay: true },
      who: holders,
      form: [words('进展'), photos],
    },
    {
      key: 'finish',
      title: '完成',
      tone: 'primary',
      from: ['doing'],
      to: 'check',
      who: holders,
      form: [words('完成情况'), photos],
      assign: { to: 'role', role: 'watch-officer' },
      clocks: { pause: ['finish'], why: '已完成，待核验' },
      effects: row,
    },
    {
      key: 'verify',
      title: '核验通过',
      tone: 'primary',
      from: ['check'],
      to: 'done',
      who: checkers,
      form: [words('核验意见', false)],
      guards: [{ kind: 'different-person', from: ['finish'], text: '完成任务的人不能核验自己的任务' }],
      result: { is: 'done' },
      effects: row,
    },
    {
      key: 'redo',
      title: '退回重做',
      from: ['check'],
      to: 'doing',
      returns: true,
      who: checkers,
      form: [{ key: 'reason', title: '理由', kind: 'long-text', required: true, max: 1000 }],
      assign: { to: 'after', actions: ['acknowledge'] },
      clocks: { resume: ['finish'] },
      effects: row,
    },
    {
      key: 'recall',
      title: '撤回任务',
      tone: 'danger',
      from: ['notified', 'doing', 'check'],
      to: 'recalled',
      who: [command, { system: true }],
      form: [{ key: 'reason', title: '理由', kind: 'long-text', required: true, max: 1000 }],
      result: { is: 'recalled' },
      effects: row,
    },
  ]
}

interface Asked {
  readonly key: string
  readonly title: string
  readonly prefix: string
  readonly command: readonly string[]
  /** What the holder is called. */
  readonly holder: string
}

/**
 * Something asked of a post from above: answered, done, verified by another; unanswered it escalates by itself: at half the
 * time the holder is reminded, at the limit the whole unit and the duty officer are told, at twice the limit the leaders. The
 * defaults are 示例; whoever asks states each limit.
 */
export const askedTask = ({ key, title, prefix, command, holder }: Asked): Process =>
  defineProcess({
    key,
    version: 1,
    title,
    prefix,
    start: 'notified',
    startRole: 'watch-officer',
    startClocks: ['ack', 'finish'],
    results: { done: '已核验', recalled: '已撤回' },
    steps: [
      { key: 'notified', title: '待响应', holder, role: 'watch-officer' },
      { key: 'doing', title: '执行中', holder },
      { key: 'check', title: '待核验', holder: '值班长', role: 'watch-officer' },
      { key: 'done', title: '已完成', end: true },
      { key: 'recalled', title: '已撤回', end: true },
    ],
    clocks: [
      {
        key: 'ack',
        title: '响应',
        limit: { n: 0.25, unit: 'clock-hour' },
        limitFrom: 'limitAck',
        rungs: [
          { at: 0.5, roles: [] },
          { at: 1, roles: ['watch-officer'], act: 'escalate' },
          { at: 2, roles: ['watch-officer', 'leader'] },
        ],
      },
      {
        key: 'finish',
        title: '完成',
        limit: { n: 4, unit: 'clock-hour' },
        limitFrom: 'limitFinish',
        rungs: [
          { at: 0.8, roles: [] },
          { at: 1, roles: ['watch-officer'] },
          { at: 1.5, roles: ['watch-officer', 'leader'] },
        ],
      },
    ],
    actions: actionsOf(command),
  })
