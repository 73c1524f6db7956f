import { describe, expect, test } from 'vitest'
import { cleanName, contentDisposition, extensionOf } from './names.ts'

describe('file names', () => {
  test.each([
    ['照片.jpg', '照片.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\张三\\窨井.png', '窨井.png'],
    ['..', '未命名'],
    ['', '未命名'],
    [undefined, '未命名'],
    ['a\r\nSet-Cookie: x=1.jpg', 'aSet-Cookie: x=1.jpg'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['a\u0000b.pdf', 'ab.pdf'],
    [' 空格 .txt ', '空格 .txt'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanName(given)).toBe(kept)
  })

  test('a long name is cut and keeps its extension, whole characters only', () => {
    const name = cleanName(`${'🏠'.repeat(300)}.docx`)
    expect([...name]).toHaveLength(200)
    expect(name.endsWith('🏠.docx')).toBe(true)
  })

  test('extensions', () => {
    expect(extensionOf('A.JPG')).toBe('jpg')
    expect(extensionOf('无扩展名')).toBe('')
    expect(extensionOf('结尾.')).toBe('')
  })

  test('a header carries the name as RFC 5987, an ASCII one beside it, and nothing else', () => {
    expect(contentDisposition('inline', '窨井 (1).jpg')).toBe(
      `inline; filename="__ (1).jpg"; filename*=UTF-8''%E7%AA%A8%E4%BA%95%20%281%29.jpg`,
    )
    expect(contentDisposition('attachment', 'a"b\\c%41.txt')).toBe(
      `attachment; filename="a_b_c_41.txt"; filename*=UTF-8''a%22b%5Cc%2541.txt`,
    )
    expect(contentDisposition('inline', '\ud800x')).toBe(`inline; filename="_x"; filename*=UTF-8''%EF%BF%BDx`)
  })
})
