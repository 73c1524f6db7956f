import { expect, test } from 'vitest'
import { readIdentity } from './identity.ts'

test.each([
  ['320509188001010013', { number: '320509188001010013' }],
  [' 3205 0918 8001 0100 13 ', { number: '320509188001010013' }],
  ['11010519491231002x', { number: '11010519491231002X' }],
  ['张三丰|320509188001010013', { number: '320509188001010013', name: '张三丰' }],
  ['姓名:张三丰,320509188001010013', { number: '320509188001010013', name: '张三丰' }],
  ['91350100M000100Y43;示例食品有限公司', { number: '91350100M000100Y43', name: '示例食品有限公司' }],
  ['32050918', { number: '32050918' }],
  // A longer run of digits is no number cut out of its middle.
  ['3205091880010100131', { number: '3205091880010100131' }],
])('%s', (text, read) => expect(readIdentity(text)).toEqual(read))
