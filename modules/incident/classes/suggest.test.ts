import { expect, it } from 'vitest'
import { defaultCatalogue } from './catalogue.ts'
import { suggestClass } from './suggest.ts'

// Invented sentences, as residents of the demo town would say them.
it.each([
  ['中山路菜场门口的井盖松动了，车一过就响', 'B011402'],
  ['河滨路有个窨井没有盖子，晚上很危险', 'B011401'],
  ['通港路一排路灯不亮，晚上很黑', 'B011801'],
  ['我家楼下的路灯坏了好几天', 'B0118'],
  ['公交站旁垃圾没人清，臭死了', 'E0102'],
  ['沿河的树倒了压在路中间', 'B040201'],
  ['红绿灯不亮，早高峰乱成一团', 'B0214'],
  ['楼下饭店油烟直排，窗户都不敢开', 'E0116'],
  ['隔壁工地半夜施工，孩子睡不着', 'E0301'],
  ['有车停在人行道上过不去', 'E050502'],
  ['厂里拖欠工资三个月了', 'S0110'],
  ['学校旁闻到煤气味', 'E0403'],
  ['河面漂浮物很多，水葫芦长满了', 'E0105'],
  ['马路上有个大坑，电动车摔了好几个', 'E011001'],
  ['有人在河里电鱼', 'E0114'],
  ['邻居在楼道里给电瓶车充电', 'S0213'],
  ['新桥港河水變色，懷疑工廠偷排污水', 'S0801'],
  ['电缆掉落在路上没人管', 'E0408'],
])('%s → %s', (text, code) => {
  const codes = suggestClass(text, defaultCatalogue, 3).map((s) => s.code)
  expect(codes[0]).toBe(code)
})

it('says which words spoke for it', () => {
  expect(suggestClass('路口井盖翘起', defaultCatalogue, 1)).toEqual([expect.objectContaining({ why: '命中“井盖翘起”' })])
})
it('takes a word that only tells the place for less', () => {
  const [first] = suggestClass('公交站旁有一堆砖块', defaultCatalogue)
  expect(first?.code).toBe('E010301')
})
it('is silent when nothing fits', () => {
  expect(suggestClass('', defaultCatalogue)).toEqual([])
  expect(suggestClass('😀 hello 12345', defaultCatalogue)).toEqual([])
})
