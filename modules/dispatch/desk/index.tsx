import type { DeskModule } from '#platform/client/desk-module.ts'
import { dutyMenu, dutyPages } from './duty/index.ts'
import { mapMenu, mapPages } from './map/index.ts'
import { screenMenu, screenPages } from './screen/index.ts'
import { seatMenu, seatPages } from './seat/index.ts'

/** What 指挥调度 brings to the desk. */
export const dispatchDesk: DeskModule = {
  key: 'dispatch',
  pages: [...mapPages, ...seatPages, ...dutyPages, ...screenPages],
  menu: [...mapMenu, ...seatMenu, ...dutyMenu, ...screenMenu],
}
