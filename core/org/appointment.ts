import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { z } from 'zod'
import { Version } from './version.ts'
import { Day } from './day.ts'

/** An appointment (任职): a person at a post over a half-open span of days. Names are those of the asked day. */
export const Appointment = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  postId: Id,
  postTitle: z.string(),
  role: z.string(),
  unitId: Id,
  unitName: z.string(),
  areas: z.array(z.string()),
  from: Day,
  to: Day.nullable(),
  /** Whom the person stands in for (代班). */
  substituteFor: z.object({ personId: Id, name: z.string() }).nullable(),
  version: z.int(),
})
export type Appointment = z.infer<typeof Appointment>

const at = z.object({ id: Id })
const manage = 'org.appointment.manage'

export const listAppointments = endpoint('GET /org/appointments', {
  summary: '任职列表；at 给出某一天在岗的人，省略则含历史',
  allow: 'org.unit.view',
  query: PageQuery.extend({
    at: Day.optional(),
    personId: Id.optional(),
    postId: Id.optional(),
    unitId: Id.optional(),
    role: z.string().max(40).optional(),
  }),
  reply: Page(Appointment),
})

export const getAppointment = endpoint('GET /org/appointments/:id', {
  summary: '任职详情',
  allow: 'org.unit.view',
  params: at,
  reply: Appointment,
})

export const createAppointment = endpoint('POST /org/appointments', {
  summary: '任职；管理员岗位须由安全管理员任命',
  allow: manage,
  body: z.object({ personId: Id, postId: Id, from: Day, to: Day.nullable().default(null), substituteFor: Id.nullable().default(null) }),
  reply: Appointment,
  errors: ['org.three-roles', 'org.bad-date'],
})

export const updateAppointment = endpoint('PUT /org/appointments/:id', {
  summary: '更正任职的起止日期、代班对象',
  allow: manage,
  params: at,
  body: z.object({ from: Day, to: Day.nullable(), substituteFor: Id.nullable(), version: Version }),
  reply: Appointment,
  errors: ['org.three-roles', 'org.bad-date', 'platform.conflict'],
})

export const endAppointment = endpoint('POST /org/appointments/:id/end', {
  summary: '免去任职，自某日起',
  allow: manage,
  params: at,
  body: z.object({ to: Day, version: Version }),
  reply: Appointment,
  errors: ['org.bad-date', 'platform.conflict'],
})

export const movePeople = endpoint('POST /org/moves', {
  summary: '人员调动：同一日免去原任职、任新岗位，可一次调动多人',
  allow: manage,
  body: z.object({
    from: Day,
    moves: z
      .array(z.object({ appointmentId: Id, postId: Id }))
      .min(1, '请选择要调动的人员')
      .max(200, '一次最多调动 200 人'),
  }),
  reply: z.object({ rows: z.array(Appointment) }),
  errors: ['org.three-roles', 'org.bad-date'],
})
