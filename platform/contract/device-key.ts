import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/**
 * The key of what a phone keeps of this person (AES-256, hex). The phone holds it only while the person is signed in;
 * the same person signing in again gets the same key, so that what had not been sent is not lost.
 */
export const readDeviceKey = endpoint('GET /device-key', {
  summary: '手机本地数据的加密密钥（本人，登录期间）',
  allow: 'signed-in',
  reply: z.object({ key: z.string().regex(/^[0-9a-f]{64}$/), at: z.int().describe('服务器时间，毫秒') }),
})
