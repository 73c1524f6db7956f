import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Theme } from '#platform/contract/panel.ts'
import { Display, PanelHead, PanelReply, ScreenLayer, ScreenSetting, ScreenView } from './screen-record.ts'

const read = 'dispatch.screen.read'
const manage = 'dispatch.screen.manage'

export const readScreen = endpoint('GET /screen', { summary: '大屏：标题、专题与板块', allow: read, reply: ScreenView })

const Keys = z
  .string()
  .max(2000)
  .transform((text) => [...new Set(text.split(',').filter(Boolean))].slice(0, 30))

export const readPanels = endpoint('GET /screen/panels', {
  summary: '大屏板块的数据；一个板块失败不影响其他板块',
  allow: read,
  query: z.object({ keys: Keys }),
  reply: z.object({ panels: z.array(PanelReply) }),
})

export const readScreenMap = endpoint('GET /screen/map', {
  summary: '大屏地图上的点（不含姓名、标题）',
  allow: read,
  query: z.object({ theme: Theme.default('overview') }),
  reply: z.object({
    at: z.iso.datetime(),
    layers: z.array(ScreenLayer),
    /** How many of the shown cases lie in each village, by its code, as a share of the most. */
    heat: z.record(z.string(), z.number()),
  }),
})

const SettingReply = z.object({
  setting: ScreenSetting,
  version: z.int(),
  /** What is used where the setting is empty. */
  usual: z.object({ townName: z.string(), title: z.string() }),
  /** Every theme that has panels, with all of them in the order they stand now. */
  themes: z.array(
    z.object({ theme: Theme, title: z.string(), shown: z.boolean(), panels: z.array(PanelHead.extend({ shown: z.boolean() })) }),
  ),
})
export type SettingReply = z.infer<typeof SettingReply>

export const readScreenSetting = endpoint('GET /screen/settings', { summary: '大屏设置', allow: manage, reply: SettingReply })

export const saveScreenSetting = endpoint('PUT /screen/settings', {
  summary: '保存大屏设置；各大屏随即更新',
  allow: manage,
  body: z.object({ seen: z.int().min(0), setting: ScreenSetting }),
  reply: SettingReply,
  errors: ['dispatch.screen-changed'],
})

export const listDisplays = endpoint('GET /screen/displays', {
  summary: '专用大屏列表',
  allow: manage,
  query: PageQuery,
  reply: Page(Display),
})

export const createDisplay = endpoint('POST /screen/displays', {
  summary: '登记一块专用大屏；打开它的链接只显示这一次',
  allow: manage,
  // Its reply holds a secret, which must not lie in the table of replays.
  transaction: 'own',
  body: z.object({ name: z.string({ error: '请填写大屏位置' }).trim().min(2, '大屏位置至少 2 个字').max(40, '大屏位置最多 40 个字') }),
  reply: z.object({ path: z.string().describe('在大屏的浏览器中打开的地址，# 之后是密钥'), row: Display }),
})

export const revokeDisplay = endpoint('DELETE /screen/displays/:id', {
  summary: '停用一块专用大屏，立即生效',
  allow: manage,
  params: z.object({ id: Id }),
  reply: Display,
})

export const openDisplay = endpoint('POST /screen/open', {
  summary: '专用大屏凭链接中的密钥打开',
  allow: 'public',
  perMinute: 30,
  transaction: 'own',
  body: z.object({ token: z.string().max(200) }),
  reply: z.object({ name: z.string() }),
  errors: ['dispatch.display-unknown'],
})
