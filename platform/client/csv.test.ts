import { expect, it } from 'vitest'
import { csvCell, csvText } from './csv.ts'

it('disarms what a spreadsheet would run', () => {
  expect(csvCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`)
  expect(csvCell('@SUM(1)')).toBe("'@SUM(1)")
  expect(csvCell('-1')).toBe("'-1")
})

it('keeps commas and line breaks inside their cell', () => {
  expect(csvText([['路面, 破损', '第一行\n第二行']])).toBe('\uFEFF"路面, 破损","第一行\n第二行"\r\n')
})
