import { expect, test } from 'vitest'
import { demoPassword, passwordFaults } from './password.ts'

test.each([
  ['Sihe-2026-demo', 'dispatcher', []],
  ['abcdefgh12', 'x1', ['小写字母、大写字母、数字、符号四类中至少含三类']],
  ['Abcdefgh1', 'user', ['至少 10 个字符']],
  ['Zhangsan-2026', 'zhangsan', ['不能包含账号名']],
  ['中文口令也可以1a', 'user', ['至少 10 个字符']],
  ['中文口令也可以当密码1a', 'user', []],
  [`Aa1${'x'.repeat(126)}`, 'user', ['最多 128 个字符']],
])('%s', (password, login, faults) => {
  expect(passwordFaults(password, login)).toEqual(faults)
})

test("the demo town's password keeps its own rules", () => {
  expect(passwordFaults(demoPassword, 'watch')).toEqual([])
})
