import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { AlarmDetail, AlarmFilter, AlarmPage, AlarmQuery, Review, ReviewReply } from './alarm.ts'
import { AlarmState } from './alarm-words.ts'
import { Level } from './rule.ts'

const ById = z.object({ id: Id })
const read = 'sensing.alarm.read'
const review = 'sensing.alarm.review'

/** Pending ones in the order a person should look: level, then the newest onset. */
export const listAlarms = endpoint('GET /sensing/alarms', { summary: '告警队列', allow: read, query: AlarmQuery, reply: AlarmPage })
export const countAlarms = endpoint('GET /sensing/alarms/counts', {
  summary: '告警计数（页签用）',
  allow: read,
  query: AlarmFilter,
  reply: z.object({
    state: z.record(AlarmState, z.int()),
    level: z.record(Level, z.int()),
    unacknowledged: z.int(),
    lasting: z.int(),
  }),
})
export const readAlarm = endpoint('GET /sensing/alarms/:id', {
  summary: '一条告警',
  allow: read,
  params: ById,
  reply: AlarmDetail,
  errors: ['sensing.alarm-missing'],
})
export const acknowledgeAlarms = endpoint('POST /sensing/alarms/acknowledge', {
  summary: '确认收到告警（停止重复提醒，不是复核）',
  allow: review,
  body: z.object({ actionId: Id, ids: z.array(Id).min(1, '请先选择告警').max(200) }),
  reply: z.object({ done: z.array(Id) }),
})
export const reviewAlarms = endpoint('POST /sensing/alarms/review', {
  summary: '复核：误报、属实不立案或成案',
  allow: review,
  body: Review,
  reply: ReviewReply,
  errors: ['sensing.no-incidents'],
})
export const undoReview = endpoint('POST /sensing/reviews/:id/undo', {
  summary: '撤销刚才的复核（10 分钟内，成案的除外）',
  allow: review,
  params: ById,
  body: z.object({ actionId: Id }),
  reply: z.object({ done: z.array(Id) }),
  errors: ['sensing.review-missing', 'sensing.undo-late'],
})
/** The readings and alarms behind a case, for its page. */
export const readCaseEvidence = endpoint('GET /sensing/cases/:id/evidence', {
  summary: '案件的感知佐证',
  allow: 'signed-in',
  params: ById,
  reply: z.object({ alarms: z.array(AlarmDetail) }),
})
