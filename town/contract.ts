import { endpoint } from '#platform/contract/endpoint.ts'
import { z } from 'zod'

/** The quiet simulator of the demo town; `available` is false in every real town. */
export const SimulatorState = z.object({ available: z.boolean(), on: z.boolean() })
export type SimulatorState = z.infer<typeof SimulatorState>

export const readSimulator = endpoint('GET /simulator', { summary: '演示镇模拟器是否开启', allow: 'signed-in', reply: SimulatorState })

export const switchSimulator = endpoint('PUT /simulator', {
  summary: '开启或关闭演示镇模拟器',
  allow: 'town.simulator.switch',
  body: z.object({ on: z.boolean({ error: '请选择开启或关闭' }) }),
  reply: SimulatorState,
  errors: ['town.not-demo'],
})
