import { expect, test } from 'vitest'
import { limitText } from './contract.ts'

test('limits in the words of officials, parts of an hour in minutes', () => {
  expect(limitText({ n: 2, unit: 'working-hour' })).toBe('2个工作时')
  expect(limitText({ n: 1 / 60, unit: 'clock-hour' })).toBe('1分钟（紧急工作时）')
  expect(limitText({ n: 1.5, unit: 'working-hour' })).toBe('1小时30分（工作时）')
  expect(limitText({ n: 3, unit: 'working-day' })).toBe('3个工作日')
})
