import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { MatterVersion } from './matter.ts'

export const readMatter = endpoint('GET /service/matters/:code', {
  summary: '读取一个事项在某日的版本',
  allow: 'service.matter.read',
  params: z.object({ code: z.string().max(40) }),
  query: z.object({ on: z.iso.date().optional() }),
  reply: MatterVersion,
  errors: ['service.matter-missing'],
})
