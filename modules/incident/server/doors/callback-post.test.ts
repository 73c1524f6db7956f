import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { post, refusedForGood, sayWhy } from './callback-post.ts'

let url = ''
const server = createServer((request, response) => {
  if (request.url === '/cut') return void request.socket.destroy()
  if (request.url === '/away') return void response.writeHead(302, { location: '/200' }).end()
  response.writeHead(Number(request.url?.slice(1))).end('x'.repeat(100_000))
})
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  url = address && typeof address === 'object' ? `http://127.0.0.1:${address.port}` : ''
})
afterAll(() => void server.close())

const failure = (path: string) =>
  post(path.startsWith('http') ? path : url + path, { a: 1 }).then(
    () => undefined,
    (error: unknown) => error,
  )

test.each([
  ['/200', undefined, false],
  ['/204', undefined, false],
  ['/422', '对方拒收（422），不再重发', true],
  ['/409', '对方拒收（409），不再重发', true],
  ['/500', '对方答复 500', false],
  ['/401', '对方答复 401', false],
  ['/429', '对方答复 429', false],
  ['/cut', /^对方中途断开（/u, false],
  // A redirect could lead into the town's own network.
  ['/away', /^发送失败：.*redirect/u, false],
  ['http://127.0.0.1:9/', /^发送失败|^连不上对方/u, false],
])('%s is told as %s', async (path, told, forGood) => {
  const error = await failure(path)
  if (told === undefined) return expect(error).toBeUndefined()
  expect(sayWhy(error)).toMatch(told)
  expect(refusedForGood(error)).toBe(forGood)
})

test('a name nobody knows is told as that', () => {
  const unknown = new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }) })
  expect(sayWhy(unknown)).toBe('找不到回传地址的主机名（ENOTFOUND）')
})
