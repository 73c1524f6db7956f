import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import exceljs from 'exceljs'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../contract/problem.ts'
import type { ServerModule } from '../module.ts'
import { bomb, mp4, photo } from '../test/samples.ts'
import { testPlatform } from '../test/test-platform.ts'
import { fileReaders } from './access.ts'

const town = '320599101'
const secret = new Set<string>()
const shown = new Set<string>()
const archive: ServerModule = {
  name: 'archive',
  contributes: [
    fileReaders.of(
      async (_actor, file) => (secret.has(file.sha256) ? false : undefined),
      async (actor, file) => (shown.has(file.sha256) && actor.subject === 'chief' ? true : undefined),
    ),
  ],
}
const { platform, listen } = await testPlatform([archive])
const base = await listen()
const [chatWebp, somePhoto, pixelBomb] = await Promise.all([photo(5, 'webp'), photo(6), bomb()])

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const as = (actor: string) => ({ 'x-test-actor': actor })
const officer = as(`${town}/officer`)

function upload(bytes: Uint8Array | string, name: string, { path = '/files', headers = officer as Record<string, string> } = {}) {
  const form = new FormData()
  form.append('file', new Blob([bytes as BlobPart]), name)
  return fetch(`${base}${path}`, { method: 'POST', body: form, headers })
}
const uploaded = async (bytes: Uint8Array | string, name: string) => {
  const reply = await upload(bytes, name)
  expect(reply.status, await reply.clone().text()).toBe(200)
  return (await reply.json()) as Record<string, unknown> & { sha256: string }
}
const problemOf = async (reply: Response) => {
  const body = (await reply.json()) as Problem
  return { status: reply.status, code: body.code, detail: body.detail }
}
const get = (path: string, headers: Record<string, string> = officer) => fetch(`${base}/files/${path}`, { headers })

describe('uploading', () => {
  test('keeps the original byte for byte and its evidence', async () => {
    const bytes = await photo(1)
    const file = await uploaded(bytes, '桥头 积水.jpg')
    expect(file).toEqual({
      sha256: sha(bytes),
      size: bytes.length,
      mime: 'image/jpeg',
      name: '桥头 积水.jpg',
      width: 40,
      height: 60,
      takenAt: '2026-10-02T23:41:09.000Z',
      takenPlace: [119.5, 32.055],
      camera: 'HUAWEI NOVA 9',
      known: false,
    })
    const reply = await get(file.sha256)
    expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true)
    expect(reply.headers.get('content-type')).toBe('image/jpeg')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-disposition')).toContain(`filename*=UTF-8''%E6%A1%A5%E5%A4%B4%20%E7%A7%AF%E6%B0%B4.jpg`)
  })

  test('the evidence of a WebP is read too', async () => {
    expect(await uploaded(await photo(2, 'webp'), 'a.webp')).toMatchObject({
      mime: 'image/webp',
      takenPlace: [119.5, 32.055],
      camera: 'HUAWEI NOVA 9',
    })
  })

  test('the same content is one file: the first row stands, also when ten come at once', async () => {
    const bytes = await photo(3)
    const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => upload(bytes, `第${i}张.jpg`)))
    const files = (await Promise.all(replies.map((reply) => reply.json()))) as { known: boolean; name: string }[]
    expect(files.filter((file) => !file.known)).toHaveLength(1)
    expect(new Set(files.map((file) => file.name)).size).toBe(1)
    const rows = await platform.db.read.query('select 1 from platform.file where sha256 = $1', [sha(bytes)])
    expect(rows).toHaveLength(1)
  })

  test('another town’s same file is that town’s own row', async () => {
    const bytes = await photo(4)
    await uploaded(bytes, 'a.jpg')
    const reply = await upload(bytes, 'b.jpg', { headers: as('320599102/officer') })
    expect(await reply.json()).toMatchObject({ known: false, name: 'b.jpg' })
  })

  test.each([
    ['MP4', mp4(), '录像.mp4', 'video/mp4'],
    ['MOV', mp4(100, 'qt  '), 'IMG_1.MOV', 'video/quicktime'],
    ['M4A', mp4(100, 'M4A '), '录音.m4a', 'audio/mp4'],
    ['sound recorded as MP4', mp4(1001), '录音.m4a', 'video/mp4'],
    [
      'MP3',
      Buffer.concat([
        Buffer.from('ID3\u0003\0\0\0\0\0\u000a', 'latin1'),
        Buffer.alloc(10),
        Buffer.from([0xff, 0xfb, 0x90, 0x64]),
        Buffer.alloc(200),
      ]),
      'a.mp3',
      'audio/mpeg',
    ],
    ['AMR', Buffer.from('#!AMR\n\u0004\u0004'), 'a.amr', 'audio/amr'],
    ['HEIC', mp4(100, 'heic'), 'IMG_2.HEIC', 'image/heic'],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj\n'), '通知.pdf', 'application/pdf'],
    ['CSV', Buffer.from('编号,内容\n1,<script>alert(1)</script>\n'), '台账.csv', 'text/csv'],
    ['GB 18030 text', Buffer.from([0xcb, 0xc4, 0xba, 0xd3, 0xd5, 0xf2, 0x0d, 0x0a]), '旧系统.txt', 'text/plain'],
    ['a WebP that a chat program called .jpg', chatWebp, 'mmexport.jpg', 'image/webp'],
  ])('%s is recognised', async (_what, bytes, name, mime) => {
    expect(await uploaded(bytes, name)).toMatchObject({ mime, name })
  })

  test('XLSX is recognised', async () => {
    const book = new exceljs.Workbook()
    book.addWorksheet('台账').addRow(['四河镇'])
    expect(await uploaded(new Uint8Array(await book.xlsx.writeBuffer()), '台账.xlsx')).toMatchObject({
      mime: expect.stringContaining('spreadsheetml.sheet'),
    })
  })

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.svg', 415, 'platform.file-type'],
    ['SVG named .png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png', 415, 'platform.file-lies'],
    ['HTML named .jpg', '<!doctype html><script>alert(1)</script>', 'a.jpg', 415, 'platform.file-lies'],
    ['HTML named .txt', '\ufeff\n <HTML><body>', 'a.txt', 415, 'platform.file-type'],
    ['XML', '<?xml version="1.0"?><svg/>', 'a.txt', 415, 'platform.file-type'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), '照片.exe', 415, 'platform.file-type'],
    ['a program named .jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), '照片.jpg', 415, 'platform.file-lies'],
    ['an archive', Buffer.from('PK\u0003\u0004\u0014\0\0\0', 'latin1'), 'a.zip', 415, 'platform.file-type'],
    ['a PDF named .jpg', '%PDF-1.7\n', 'a.jpg', 415, 'platform.file-lies'],
    ['text named .mp4', '你好', 'a.mp4', 415, 'platform.file-type'],
    ['binary named .txt', Buffer.from([1, 2, 3, 0, 255]), 'a.txt', 415, 'platform.file-type'],
    ['a script behind a GIF header', 'GIF89a<script>alert(1)</script>', 'a.gif', 422, 'platform.file-broken'],
    ['a decompression bomb', pixelBomb, 'a.png', 422, 'platform.file-pixels'],
    ['nothing', '', 'a.jpg', 422, 'platform.file-empty'],
    ['too many bytes of a photo', Buffer.concat([somePhoto, Buffer.alloc(41 * 1024 * 1024)]), 'a.jpg', 413, 'platform.file-too-large'],
    ['more than any file may have', mp4(101 * 1024 * 1024), 'a.mp4', 413, 'platform.file-too-large'],
  ])('%s is refused', async (_what, bytes, name, status, code) => {
    expect(await problemOf(await upload(bytes, name))).toMatchObject({ status, code })
  })

  test('a damaged transfer, a missing part and another content type are refused', async () => {
    const bytes = await photo(7)
    expect(await problemOf(await upload(bytes, 'a.jpg', { path: `/files?sha256=${'0'.repeat(64)}` }))).toMatchObject({
      code: 'platform.file-changed',
    })
    expect((await upload(bytes, 'a.jpg', { path: `/files?sha256=${sha(bytes)}` })).status).toBe(200)
    expect(await problemOf(await fetch(`${base}/files`, { method: 'POST', body: new FormData(), headers: officer }))).toMatchObject({
      status: 422,
    })
    const json = await fetch(`${base}/files`, { method: 'POST', body: '{}', headers: { ...officer, 'content-type': 'application/json' } })
    expect(await problemOf(json)).toMatchObject({ status: 422, code: 'platform.file-missing' })
  })

  test('needs a session, except at the public door, which takes no documents and tells nothing', async () => {
    expect((await upload(await photo(8), 'a.jpg', { headers: {} })).status).toBe(401)
    const bytes = await photo(8)
    await uploaded(bytes, 'a.jpg')
    const reply = await upload(bytes, 'a.jpg', { path: '/public/files', headers: {} })
    expect(await reply.json()).toEqual({ sha256: sha(bytes), size: bytes.length, mime: 'image/jpeg' })
    expect(await problemOf(await upload('%PDF-1.7\n', 'a.pdf', { path: '/public/files', headers: {} }))).toMatchObject({ status: 415 })
    const statuses = await Promise.all(
      Array.from({ length: 25 }, async () => (await upload('', 'a.jpg', { path: '/public/files', headers: {} })).status),
    )
    expect(statuses).toContain(429)
  })

  test('slow phones hold no database connection', async () => {
    const ends: (() => void)[] = []
    const slow = Array.from({ length: 30 }, () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n慢'))
          ends.push(() => {
            controller.enqueue(Buffer.from('\r\n--x--\r\n'))
            controller.close()
          })
        },
      })
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        body,
        headers: { ...officer, 'content-type': 'multipart/form-data; boundary=x' },
        duplex: 'half',
      }
      return fetch(`${base}/files`, init)
    })
    while ((await readdir(platform.files.scratch)).length < 30) await new Promise(setImmediate)
    expect(await platform.db.read.query('select 1 as one')).toEqual([{ one: 1 }])
    for (const end of ends) end()
    for (const reply of await Promise.all(slow)) expect(reply.status).toBe(200)
  })

  test('an upload that breaks off or is refused leaves nothing on disk', async () => {
    const aborting = new AbortController()
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'))
        controller.enqueue(mp4(100_000))
      },
    })
    const headers = { ...officer, 'content-type': 'multipart/form-data; boundary=x' }
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, signal: aborting.signal, duplex: 'half' }
    const going = fetch(`${base}/files`, init)
    while ((await readdir(platform.files.scratch)).length === 0) await new Promise(setImmediate)
    aborting.abort()
    await expect(going).rejects.toThrow()
    while ((await readdir(platform.files.scratch)).length > 0) await new Promise(setImmediate)
  })
})

describe('reading', () => {
  test('an unknown, a foreign and a hidden file look the same; one module that shows it is enough', async () => {
    const { sha256 } = await uploaded(await photo(20), 'a.jpg')
    expect((await get(sha256, {})).status).toBe(401)
    secret.add(sha256)
    const answers = await Promise.all([get('0'.repeat(64)), get(sha256, as('320599102/officer')), get(sha256), get(`${sha256}/thumb`)])
    const problems = await Promise.all(answers.map(problemOf))
    for (const problem of problems) expect(problem).toEqual({ status: 404, code: 'platform.not-found', detail: '没有这个文件' })
    shown.add(sha256)
    expect((await get(sha256, as(`${town}/chief`))).status).toBe(200)
    expect((await get(sha256)).status).toBe(404)
  })

  test.each(['..%2f..%2fetc%2fpasswd', 'ABC', '%00', 'a'.repeat(65)])('%s is no file number', async (path) => {
    expect((await get(path)).status).toBe(422)
  })

  test('ranges, for a video that is wound forward', async () => {
    const bytes = mp4(5000)
    const { sha256 } = await uploaded(bytes, 'v.mp4')
    const part = await get(sha256, { ...officer, range: 'bytes=100-199' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`)
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true)
    const tail = await get(sha256, { ...officer, range: 'bytes=-7', 'accept-encoding': 'gzip, br' })
    expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.subarray(-7))).toBe(true)
    expect(await problemOf(await get(sha256, { ...officer, range: 'bytes=999999-' }))).toMatchObject({ status: 416 })
    const stale = await get(sha256, { ...officer, range: 'bytes=0-1', 'if-range': '"another"' })
    expect(stale.status).toBe(200)
    await stale.arrayBuffer()
  })

  test('an unchanged file is not sent again; HEAD tells its size', async () => {
    const bytes = await photo(21)
    const { sha256 } = await uploaded(bytes, 'a.jpg')
    expect((await get(sha256, { ...officer, 'if-none-match': `"${sha256}"` })).status).toBe(304)
    const head = await fetch(`${base}/files/${sha256}`, { method: 'HEAD', headers: officer })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
  })

  test('a download is called what it is, and text never opens in the page', async () => {
    const webp = await uploaded(await photo(22, 'webp'), 'mmexport.jpg')
    expect((await get(webp.sha256)).headers.get('content-disposition')).toContain('mmexport.jpg.webp')
    const text = await uploaded('hello <b>', 'a.txt')
    expect((await get(text.sha256)).headers.get('content-disposition')).toMatch(/^attachment/)
  })
})

describe('thumbnails', () => {
  test('are small, upright and stripped; twenty askers at once get the same', async () => {
    const bytes = await sharp({ create: { width: 1600, height: 800, channels: 3, background: 'teal' } })
      .withExif({ IFD0: { Make: 'X' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 0/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { sha256 } = await uploaded(bytes, 'a.jpg')
    const replies = await Promise.all(Array.from({ length: 20 }, () => get(`${sha256}/thumb?size=320`)))
    const bodies = await Promise.all(replies.map(async (reply) => Buffer.from(await reply.arrayBuffer())))
    for (const body of bodies) expect(body.equals(bodies[0]!)).toBe(true)
    const { format, width, height, exif, orientation } = await sharp(bodies[0]).metadata()
    expect({ format, width, height, exif, orientation }).toEqual({
      format: 'webp',
      width: 160,
      height: 320,
      exif: undefined,
      orientation: undefined,
    })
    const again = Buffer.from(await (await get(`${sha256}/thumb?size=320`)).arrayBuffer())
    expect(again.equals(bodies[0]!)).toBe(true)
    expect((await sharp(Buffer.from(await (await get(`${sha256}/thumb?size=1280`)).arrayBuffer())).metadata()).height).toBe(1280)
    expect((await get(`${sha256}/thumb?size=99999`)).status).toBe(422)
  })

  test.each([
    ['a HEIC we cannot read', mp4(300, 'heic'), 'IMG_9.HEIC', '照片'],
    ['a video', mp4(301), 'v.mp4', '视频'],
    ['a document', Buffer.from('%PDF-1.7\n%2'), 'a.pdf', '文档'],
  ])('%s shows an icon', async (_what, bytes, name, label) => {
    const { sha256 } = await uploaded(bytes, name)
    for (let i = 0; i < 2; i++) {
      const reply = await get(`${sha256}/thumb`)
      expect(reply.headers.get('content-type')).toBe('image/svg+xml')
      expect(await reply.text()).toContain(`aria-label="${label}"`)
    }
  })

  test('a photo cut short shows what there is of it', async () => {
    const noise = Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 7919) % 256))
    const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
      .jpeg()
      .toBuffer()
    const { sha256 } = await uploaded(whole.subarray(0, whole.length >> 1), 'a.jpg')
    expect((await get(`${sha256}/thumb`)).headers.get('content-type')).toBe('image/webp')
  })
})

test('health', async () => {
  const reply = await fetch(`${base}/health`)
  expect([reply.status, await reply.json()]).toEqual([
    200,
    { status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/), town: 'demo', database: 'server', uptime: expect.any(Number) },
  ])
})
