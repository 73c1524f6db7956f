import { route, unkept } from '#core/org/server/index.ts'
import type { Route } from '#platform/server/module.ts'
import {
  createDisplay,
  listDisplays,
  openDisplay,
  readPanels,
  readScreen,
  readScreenMap,
  readScreenSetting,
  revokeDisplay,
  saveScreenSetting,
} from '../screen-endpoints.ts'
import { displays, endDisplay, newDisplay, openWall } from './screen-displays.ts'
import { heatOf, screenLayers } from './screen-map.ts'
import { loadPanels } from './screen-panels.ts'
import { saveSetting, screenView, settingReply } from './screen-settings.ts'

export const screenRoutes: readonly Route[] = [
  route(readScreen, screenView),
  route(readPanels, async (call) => ({ panels: await loadPanels(call, call.query.keys) })),
  route(readScreenMap, async (call) => {
    const layers = await screenLayers(call, call.query.theme)
    return { at: call.now.toISOString(), layers, heat: await heatOf(call, layers) }
  }),
  route(readScreenSetting, settingReply),
  route(saveScreenSetting, saveSetting),
  route(listDisplays, displays),
  route(createDisplay, unkept(newDisplay)),
  route(revokeDisplay, endDisplay),
  route(openDisplay, openWall),
]
