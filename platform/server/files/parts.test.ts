import { createHash } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ArrivingFile } from '../../contract/files.ts'
import { Problem } from '../../contract/problem.ts'
import { photo } from '../test/samples.ts'
import { testPlatform } from '../test/test-platform.ts'

const town = '320599101'
const { platform, listen } = await testPlatform()
const base = await listen()
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const as = (who: string) => ({ 'x-test-actor': `${town}/${who}` })

async function part(sha256: string, bytes: Uint8Array, from: number, size: number, who = 'worker') {
  const form = new FormData()
  form.append('file', new Blob([bytes as BlobPart]), '现场.jpg')
  return fetch(`${base}/files/arriving/${sha256}?from=${from}&size=${size}`, { method: 'POST', body: form, headers: as(who) })
}
const told = async (reply: Response) => {
  expect(reply.status, await reply.clone().text()).toBe(200)
  return ArrivingFile.parse(await reply.json())
}
const look = async (sha256: string, who = 'worker') => told(await fetch(`${base}/files/arriving/${sha256}`, { headers: as(who) }))

describe('a file in parts', () => {
  test('arrives piece by piece, is checked and stored once', async () => {
    const bytes = await photo(41)
    const name = sha(bytes)
    const half = bytes.length >> 1
    expect(await look(name)).toEqual({ have: 0 })
    expect(await told(await part(name, bytes.subarray(0, half), 0, bytes.length))).toEqual({ have: half })
    expect(await look(name)).toEqual({ have: half })
    const whole = await told(await part(name, bytes.subarray(half), half, bytes.length))
    expect(whole.file).toMatchObject({ sha256: name, size: bytes.length, mime: 'image/jpeg', name: '现场.jpg', known: false })
    expect((await look(name)).file).toMatchObject({ sha256: name, known: true })
    const read = await fetch(`${base}/files/${name}`, { headers: as('worker') })
    expect(sha(new Uint8Array(await read.arrayBuffer()))).toBe(name)
  })

  test('a part out of place changes nothing and says where to go on', async () => {
    const bytes = await photo(42)
    const name = sha(bytes)
    await part(name, bytes.subarray(0, 100), 0, bytes.length)
    expect(await told(await part(name, bytes.subarray(500, 900), 500, bytes.length))).toEqual({ have: 100 })
    expect(await told(await part(name, bytes.subarray(0, 100), 0, bytes.length))).toEqual({ have: 100 })
    expect((await told(await part(name, bytes.subarray(100), 100, bytes.length))).file?.sha256).toBe(name)
  })

  test('two phones of one person at once: the bytes do not mix', async () => {
    const bytes = await photo(43)
    const name = sha(bytes)
    const sending = async () => {
      for (let have = 0; have < bytes.length;) {
        const reply = await told(await part(name, bytes.subarray(have, have + 700), have, bytes.length))
        if (reply.file) return reply.file.sha256
        have = reply.have
      }
      return (await look(name)).file?.sha256
    }
    const done = await Promise.all([sending(), sending()])
    expect(done.every((hash) => hash === name || hash === undefined)).toBe(true)
    expect((await look(name)).file?.sha256).toBe(name)
  })

  test('another person neither sees nor continues it', async () => {
    const bytes = await photo(44)
    const name = sha(bytes)
    await part(name, bytes.subarray(0, 300), 0, bytes.length)
    expect(await look(name, 'other')).toEqual({ have: 0 })
    expect(await told(await part(name, bytes.subarray(300), 300, bytes.length, 'other'))).toEqual({ have: 0 })
  })

  test('bytes that are not the photo they claim to be are thrown away whole', async () => {
    const bytes = await photo(45)
    const name = sha(await photo(46))
    const refused = await part(name, bytes, 0, bytes.length)
    expect(refused.status).toBe(422)
    expect(Problem.parse(await refused.json()).code).toBe('platform.file-changed')
    expect(await look(name)).toEqual({ have: 0 })
  })

  test('more bytes than said, too large a file, no file, nobody signed in: refused', async () => {
    const bytes = await photo(47)
    const name = sha(bytes)
    const code = async (reply: Response) => Problem.parse(await reply.json()).code
    expect(await code(await part(name, bytes, 0, bytes.length - 10))).toBe('platform.file-changed')
    expect(await code(await part(name, bytes, 0, 1e10))).toBe('platform.file-too-large')
    expect(await code(await fetch(`${base}/files/arriving/${name}?from=0&size=5`, { method: 'POST', headers: as('worker') }))).toBe(
      'platform.file-missing',
    )
    expect((await fetch(`${base}/files/arriving/${name}`)).status).toBe(401)
  })

  test('what nobody went on with for a week is swept when the next photo begins', async () => {
    const [old, fresh] = [await photo(48), await photo(49)]
    const folder = join(platform.files.scratch, 'parts')
    await part(sha(old), old.subarray(0, 50), 0, old.length, 'leaver')
    const before = await readdir(folder)
    const weekAgo = new Date(Date.now() - 8 * 86_400_000)
    for (const name of before) await utimes(join(folder, name), weekAgo, weekAgo)
    await part(sha(fresh), fresh.subarray(0, 50), 0, fresh.length)
    expect(await readdir(folder)).toHaveLength(1)
  })
})

test('the device key is the person’s own, the same each time, and only for the signed-in', async () => {
  const keyOf = async (who: string) => ((await (await fetch(`${base}/device-key`, { headers: as(who) })).json()) as { key: string }).key
  expect(await keyOf('worker')).toMatch(/^[0-9a-f]{64}$/)
  expect(await keyOf('worker')).toBe(await keyOf('worker'))
  expect(await keyOf('worker')).not.toBe(await keyOf('other'))
  expect((await fetch(`${base}/device-key`)).status).toBe(401)
})
