import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fieldCipher, makeFieldCipher } from './field-cipher.ts'

const folder = mkdtempSync(join(tmpdir(), 'sihe-cipher-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a sealed field opens at its own place only, and twice the same text looks different', () => {
  const cipher = fieldCipher(folder)
  const sealed = cipher.seal('13812345678', 'org.person:1')
  expect(cipher.open(sealed, 'org.person:1')).toBe('13812345678')
  expect(() => cipher.open(sealed, 'org.person:2')).toThrow()
  expect(sealed.includes('138')).toBe(false)
  expect(cipher.seal('13812345678', 'org.person:1').equals(sealed)).toBe(false)
  const bent = Buffer.from(sealed)
  bent[bent.length - 1]! ^= 1
  expect(() => cipher.open(bent, 'org.person:1')).toThrow()
})

test('the key survives a restart, is private, and another key opens nothing', () => {
  const path = join(folder, 'keys', 'field.key')
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  const sealed = fieldCipher(folder).seal('通运路', 'p')
  expect(makeFieldCipher(key).open(sealed, 'p')).toBe('通运路')
  expect(makeFieldCipher(key).digest('a').equals(fieldCipher(folder).digest('a'))).toBe(true)
  expect(statSync(path).mode & 0o077).toBe(0)
  expect(() => makeFieldCipher(Buffer.alloc(32)).open(sealed, 'p')).toThrow()
})

test('a damaged key file is named, not replaced', () => {
  const other = mkdtempSync(join(tmpdir(), 'sihe-cipher-'))
  fieldCipher(other)
  const damaged = mkdtempSync(join(tmpdir(), 'sihe-cipher-'))
  fieldCipher(damaged)
  writeFileSync(join(damaged, 'keys', 'field.key'), 'zz')
  // A trailing slash is another installation to the cache, the same folder on disk.
  expect(() => fieldCipher(`${damaged}/`)).toThrow(/密钥文件已损坏/u)
  for (const dir of [other, damaged]) rmSync(dir, { recursive: true })
})
