import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { type FileStore, openFileStore } from './store.ts'

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const dataDir = await mkdtemp(join(tmpdir(), 'sihe-store-'))

/** A small S3: keeps objects, refuses what is unsigned, of no length, or not what its hash says. */
const objects = new Map<string, Buffer>()
const seen: { method: string; url: string; refused?: string }[] = []
const bucket: Server = createServer((request, response) => {
  void buffer(request).then((body) => {
    const { method = '', url = '', headers } = request
    const refuse = (status: number, why: string) => {
      seen.push({ method, url, refused: why })
      response.writeHead(status).end()
    }
    const signed =
      /^AWS4-HMAC-SHA256 Credential=town-key\/\d{8}\/us-east-1\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}$/
    if (!signed.test(headers.authorization ?? '') || !headers['x-amz-date']) return refuse(403, 'unsigned')
    seen.push({ method, url })
    if (method === 'PUT') {
      if (headers['content-length'] === undefined) return refuse(411, 'no length')
      if (headers['x-amz-content-sha256'] !== sha(body)) return refuse(400, 'hash')
      objects.set(url, body)
      return response.writeHead(200).end()
    }
    const object = objects.get(url)
    if (!object) return response.writeHead(404).end()
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '')
    if (!range) return response.writeHead(200, { 'content-length': object.length }).end(object)
    return response.writeHead(206).end(object.subarray(Number(range[1]), Number(range[2]) + 1))
  })
})
await new Promise<void>((ready) => bucket.listen(0, '127.0.0.1', ready))
const s3 = { url: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}/sihe-town/`, key: 'town-key', secret: 'town-secret' }

afterAll(async () => {
  bucket.closeAllConnections()
  await new Promise((closed) => bucket.close(closed))
  await rm(dataDir, { recursive: true, force: true })
})

const stores: [string, FileStore][] = [
  ['a folder', openFileStore({ dataDir: join(dataDir, 'local'), s3: undefined })],
  ['an S3 bucket', openFileStore({ dataDir: join(dataDir, 'remote'), s3 })],
]

async function arriving(store: FileStore, bytes: Uint8Array): Promise<string> {
  await mkdir(store.scratch, { recursive: true })
  const path = join(store.scratch, `${Math.random()}.arriving`)
  await writeFile(path, bytes)
  return path
}

describe.each(stores)('files in %s', (_where, store) => {
  test('are kept under their hash and read whole or in part', async () => {
    const bytes = Buffer.from('四河镇桥头村窨井盖'.repeat(5000))
    const hash = sha(bytes)
    expect(await store.has(hash)).toBe(false)
    const path = await arriving(store, bytes)
    await store.put(hash, path)
    await expect(stat(path)).rejects.toThrow('ENOENT')
    expect(await store.has(hash)).toBe(true)
    expect((await buffer(await store.open(hash))).equals(bytes)).toBe(true)
    expect((await buffer(await store.open(hash, { from: 10, to: 99 }))).equals(bytes.subarray(10, 100))).toBe(true)
  })

  test('put twice are one, the second copy is cleared away', async () => {
    const bytes = Buffer.from('twice')
    await store.put(sha(bytes), await arriving(store, bytes))
    const second = await arriving(store, bytes)
    await store.put(sha(bytes), second)
    await expect(stat(second)).rejects.toThrow('ENOENT')
    expect((await buffer(await store.open(sha(bytes)))).toString()).toBe('twice')
  })

  test('that are not there cannot be opened, and nothing but a hash names one', async () => {
    await expect(store.open('0'.repeat(64))).rejects.toThrow()
    await expect(store.open('../../etc/passwd')).rejects.toThrow('not a SHA-256')
  })
})

test('the bucket saw signed requests only, each object once, at path-style addresses', () => {
  expect(seen.filter((request) => request.refused)).toEqual([])
  const puts = seen.filter((request) => request.method === 'PUT').map((request) => request.url)
  expect(new Set(puts).size).toBe(puts.length)
  expect(puts[0]).toMatch(/^\/sihe-town\/files\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/)
})

test('a folder’s objects are read-only, and one cut short is repaired', async () => {
  const store = stores[0]![1]
  const bytes = Buffer.from('a photo of the bridge')
  const hash = sha(bytes)
  const path = join(dataDir, 'local', 'files', hash.slice(0, 2), hash.slice(2, 4), hash)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, 'a pho')
  await store.put(hash, await arriving(store, bytes))
  expect(await readFile(path)).toEqual(bytes)
  expect((await stat(path)).mode & 0o777).toBe(0o444)
})

test('a bucket that refuses says so', async () => {
  const wrong = openFileStore({ dataDir, s3: { ...s3, key: 'another' } })
  await expect(wrong.has('0'.repeat(64))).rejects.toThrow('403')
})
