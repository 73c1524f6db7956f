import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { serveWeb } from './web.ts'

const root = await mkdtemp(join(tmpdir(), 'sihe-web-'))
const put = (path: string, text: string) => writeFile(join(root, path), text)
for (const app of ['desk', 'public']) {
  await mkdir(join(root, app, 'assets'), { recursive: true })
  await put(`${app}/index.html`, `<title>${app} 1</title>`)
}
await put('desk/assets/main-1.js', 'first()')
await put('secret.txt', 'kept close')
const app = Fastify()
await serveWeb(app, (name) => join(root, name))
const get = async (url: string) => {
  const { statusCode, body, headers } = await app.inject({ url })
  return { status: statusCode, body, cache: headers['cache-control'] }
}
afterAll(async () => {
  await app.close()
  await rm(root, { recursive: true })
})

test('routes of the desk are its page, files are files and kept for ever, and neither stands for the other', async () => {
  expect(await get('/incidents?state=open')).toEqual({ status: 200, body: '<title>desk 1</title>', cache: 'no-cache' })
  expect(await get('/')).toMatchObject({ status: 200, body: '<title>desk 1</title>' })
  expect(await get('/assets/main-1.js')).toMatchObject({ status: 200, body: 'first()', cache: 'public, max-age=31536000, immutable' })
  expect((await get('/assets/main-0.js')).status).toBe(404)
  expect((await get('/api/none')).status).toBe(404)
  expect(await get('/p/')).toMatchObject({ status: 200, body: '<title>public 1</title>' })
})

test('what is built while it runs is served, and what went is gone', async () => {
  await put('desk/assets/main-2.js', 'second()')
  await put('desk/index.html', '<title>desk 2</title>')
  await put('public/assets/page-2.js', 'page()')
  await rm(join(root, 'desk/assets/main-1.js'))
  expect(await get('/assets/main-2.js')).toMatchObject({ status: 200, body: 'second()' })
  expect((await get('/assets/main-1.js')).status).toBe(404)
  expect((await get('/p/assets/page-2.js')).body).toBe('page()')
  expect((await get('/work')).body).toBe('<title>desk 2</title>')
})

test.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt', '/.env', '/p/..%2fsecret.txt'])(
  'nothing outside the build: %s',
  async (url) => {
    const { status, body } = await get(url)
    expect(body).not.toContain('kept close')
    expect(status).toBeGreaterThanOrEqual(400)
  },
)
