import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawPaper } from './draw.ts'
import { findFace } from './faces.ts'
import { type Block, type Paper, renderPaper } from './index.ts'
import { pdfPages } from './test/pdf-text.ts'

const paper = (blocks: readonly Block[], more: Partial<Paper> = {}): Paper => ({
  title: '四河镇 事件案卷',
  mark: 'SJ202611220001',
  source: '四河平台',
  madeAt: new Date('2026-11-22T01:30:00Z'),
  blocks,
  ...more,
})
const red = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#f00' } })
  .webp()
  .toBuffer()

test('Chinese of many slices is read back as it was written, with a gap where no glyph is', async () => {
  const words = '听橹桥东堍堆着装修垃圾，鱼簖、圩埂、氽水；“很危险”！㐂 Contact: a@b.cn 1.5 m²'
  const [page] = pdfPages(await renderPaper(paper([{ kind: 'text', text: words, indent: 2 }])))
  expect(page).toContain(words.replace('㐂', '□').replaceAll(' ', ''))
})

test('every page says title, mark, number, source and the hour in China', async () => {
  const pages = pdfPages(await drawPaper(paper([{ kind: 'text', text: '一' }, { kind: 'page' }, { kind: 'text', text: '二' }])))
  expect(pages).toHaveLength(2)
  for (const [n, page] of pages.entries()) {
    for (const part of ['四河镇事件案卷', 'SJ202611220001', `第${n + 1}页共2页`, '来源：四河平台', '2026/11/2209:30']) {
      expect(page).toContain(part)
    }
  }
})

test('a table repeats its head on every page and loses no row; a row longer than a page goes on', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [`第${i}号`, '事'.repeat(i === 30 ? 4000 : 30)])
  const columns = [
    { title: '序号栏', width: 1 },
    { title: '内容栏', width: 4 },
  ]
  const pages = pdfPages(await drawPaper(paper([{ kind: 'table', columns, rows }])))
  expect(pages.length).toBeGreaterThan(3)
  for (const page of pages) expect(page).toContain('序号栏')
  const all = pages.join('')
  for (const [number] of rows) expect(all).toContain(number)
  expect(all.split('事').length - 1 - pages.length).toBe(4000 + 59 * 30)
})

test('示例 stands on every page of a sample and on none of a real paper', async () => {
  const blocks: Block[] = [{ kind: 'text', text: '甲' }, { kind: 'page' }, { kind: 'text', text: '乙' }]
  expect(pdfPages(await drawPaper(paper(blocks, { sample: true }))).every((page) => page.includes('示例'))).toBe(true)
  expect(pdfPages(await drawPaper(paper(blocks))).some((page) => page.includes('示例'))).toBe(false)
})

test('pictures of any kind are drawn upright as JPEG; one that is none says so', async () => {
  const bytes = await drawPaper(
    paper([{ kind: 'pictures', columns: 2, height: 40, pictures: [{ bytes: red, caption: '处置前' }, { bytes: new Uint8Array([1, 2]) }] }]),
  )
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Subtype \/Image/gu),
  ).toHaveLength(1)
  expect(pdfPages(bytes)[0]!).toMatch(/处置前.*图片无法读取|图片无法读取.*处置前/u)
})

test('seal, facts, QR code, A3 landscape and sheets of labels', async () => {
  const seal = pdfPages(
    await drawPaper(paper([{ kind: 'seal', unit: '四河镇人民政府', day: '2026年11月22日' }], { size: 'A3', landscape: true })),
  )
  expect(seal[0]!).toContain('四河镇人民政府')
  const facts = await drawPaper(
    paper([
      {
        kind: 'facts',
        rows: [
          [
            { label: '编号', value: 'A1' },
            { label: '说明', value: '长'.repeat(3000) },
          ],
        ],
      },
    ]),
  )
  expect(pdfPages(facts).join('').split('长').length - 1).toBe(3000)
  const cards = Array.from({ length: 25 }, (_, i) => ({
    qr: `sihe:asset:${i}`,
    lines: [{ text: `井盖${i}`, bold: true }, { text: '四河口社区' }],
  }))
  const sheets = pdfPages(await drawPaper(paper([{ kind: 'cards', columns: 3, height: 35, cards }], { bare: true })))
  expect(sheets).toHaveLength(2)
  expect(sheets[1]).not.toContain('页')
  expect(sheets.join('')).toContain('井盖24')
})

test('a paper that takes too long is refused with a way out, and the next one is made', async () => {
  await expect(renderPaper(paper([{ kind: 'text', text: '一' }]), 1)).rejects.toMatchObject({ code: 'platform.busy' })
  expect((await renderPaper(paper([{ kind: 'text', text: '一' }]))).length).toBeGreaterThan(1000)
})

test('characters of every slice of the font can be set, at both weights', async () => {
  // The first Han character of each slice: one slice that cannot be read would fail the papers of everybody who needs it.
  const seen = new Map<string, string>()
  for (let code = 0x4e00; code < 0x9fff; code++) {
    const character = String.fromCodePoint(code)
    const face = findFace(character, 400)
    if (face && /\p{Script=Han}/u.test(character) && !seen.has(face)) seen.set(face, character)
  }
  const all = [...seen.values()].join('')
  const [page] = pdfPages(
    await drawPaper(
      paper([
        { kind: 'text', text: all },
        { kind: 'text', text: all, bold: true },
      ]),
    ),
  )
  expect(seen.size).toBeGreaterThan(80)
  expect([...seen.values()].filter((character) => page!.split(character).length < 3)).toEqual([])
})
