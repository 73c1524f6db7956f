import { expect, it } from 'vitest'
import { readSimulateArguments } from './arguments.ts'

it('reads both ways of writing, with the demo town as default', () => {
  expect(readSimulateArguments([])).toEqual({
    devices: 7288,
    url: 'http://localhost:3000',
    host: 'localhost',
    port: 1883,
    storm: false,
    trouble: 1,
  })
  expect(readSimulateArguments(['--devices', '12', '--url=http://town:8080/', '--storm', '--trouble=10'])).toMatchObject({
    devices: 12,
    url: 'http://town:8080',
    host: 'town',
    storm: true,
    trouble: 10,
  })
})

it('names the argument that is wrong', () => {
  expect(() => readSimulateArguments(['--devices', 'many'])).toThrow('--devices')
  expect(() => readSimulateArguments(['--port=70000'])).toThrow('--port')
  expect(() => readSimulateArguments(['--url', 'town'])).toThrow('--url')
  expect(() => readSimulateArguments(['--strom'])).toThrow('不认识的参数')
  expect(() => readSimulateArguments(['7288'])).toThrow('不认识的参数')
})
