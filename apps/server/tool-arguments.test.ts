import { describe, expect, test } from 'vitest'
import { readArguments } from './tool-arguments.ts'

describe('the command line of a tool', () => {
  test('has one file, its flags and the settings', () => {
    const read = readArguments(['--with-keys', '备份.tar.gz', '--data-dir=/srv/四河'], ['with-keys'], '/srv/li')
    expect(read).toEqual({ file: '/srv/li/备份.tar.gz', given: new Set(['with-keys']), settings: ['--data-dir=/srv/四河'] })
    expect(readArguments([], [], '/srv/li').file).toBeUndefined()
    expect(readArguments(['/srv/a.tar.gz'], [], '/srv/li').file).toBe('/srv/a.tar.gz')
  })

  test.each([[['a', 'b']], [['--chek', 'a']], [['--data-dir', '/srv']]])(
    '%j is refused: a wrong guess would touch the wrong town',
    (argv) => {
      expect(() => readArguments(argv, ['check'])).toThrow('参数有误')
    },
  )
})
