import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { BatchReceipt, DutyView, Instant, LookView, PositionBatch, TrackView } from './position.ts'

const day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })

export const readDuty = endpoint('GET /patrol/duty', { summary: '我的上岗状态', allow: 'patrol.duty.do', reply: DutyView })

export const startDuty = endpoint('POST /patrol/duty/start', {
  summary: '上岗：开始记录本人位置',
  allow: 'patrol.duty.do',
  body: z.object({ actionId: Id, at: Instant.optional() }),
  reply: DutyView,
})

export const endDuty = endpoint('POST /patrol/duty/end', {
  summary: '离岗：不再记录本人位置',
  allow: 'patrol.duty.do',
  body: z.object({ actionId: Id, at: Instant.optional() }),
  reply: DutyView,
})

export const sendPositions = endpoint('POST /patrol/positions', {
  summary: '成批上报本人或所乘车辆的位置，仅上岗、出车期间',
  allow: 'patrol.duty.do',
  body: PositionBatch,
  reply: BatchReceipt,
  errors: ['patrol.not-on-duty', 'patrol.not-driving', 'patrol.vehicle-unknown'],
})

export const listLooks = endpoint('GET /patrol/looks', {
  summary: '谁看过我的位置',
  allow: 'patrol.duty.do',
  query: PageQuery,
  reply: Page(LookView),
})

export const readMyTrack = endpoint('GET /patrol/my-track', {
  summary: '我某一天的轨迹',
  allow: 'patrol.duty.do',
  query: z.object({ day: day.optional() }),
  reply: TrackView,
})

export const readPersonTrack = endpoint('GET /patrol/people/:id/track', {
  summary: '某人某一天的轨迹回放（留痕，本人可见）',
  allow: 'patrol.track.read',
  params: z.object({ id: Id }),
  query: z.object({ day: day.optional() }),
  reply: TrackView,
})

/** Who may be replayed: those who were on duty that day. */
export const listDuties = endpoint('GET /patrol/duties', {
  summary: '某一天上岗的人员',
  allow: 'patrol.position.read',
  query: PageQuery.extend({ day: day.optional(), open: z.stringbool().optional() }),
  reply: Page(
    z.object({
      id: Id,
      personId: Id,
      name: z.string(),
      post: z.string(),
      unit: z.string(),
      kind: z.string(),
      kindTitle: z.string(),
      startedAt: Instant,
      endedAt: Instant.optional(),
      lastAt: Instant.optional(),
      stale: z.boolean(),
      mocked: z.boolean(),
    }),
  ),
})
