import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { AreaRef } from './area.ts'

const Day = z.iso.date({ error: '日期应为 年-月-日' })

export const listPlannedChanges = endpoint('GET /areas/planned', {
  summary: '待生效的边界调整：每个生效日改了什么、停用了什么',
  allow: 'area.area.read',
  reply: z.object({ changes: z.array(z.object({ on: Day, opened: z.array(AreaRef), retired: z.array(AreaRef) })) }),
})

export const withdrawPlannedChange = endpoint('POST /areas/withdraw', {
  summary: '撤回某一天待生效的全部边界调整，留痕',
  allow: 'area.area.manage',
  body: z.object({
    actionId: Id,
    on: Day,
    reason: z.string().trim().min(4, '请写明撤回理由，至少 4 个字').max(300, '理由不超过 300 字'),
  }),
  reply: z.object({ on: Day, removed: z.int(), reopened: z.int() }),
  errors: ['area.not-planned', 'area.later-plan'],
})
