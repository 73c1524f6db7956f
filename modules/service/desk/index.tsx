import type { DeskModule } from '#platform/client/desk-module.ts'
import { serviceCaseDesk } from './case/index.tsx'
import { matterMenu, matterPages } from './matter/index.ts'

/** 审批服务 at the desk: cases here, matters beside them. */
export const serviceDesk: DeskModule = {
  key: 'service',
  pages: [...serviceCaseDesk.pages, ...matterPages],
  menu: [...serviceCaseDesk.menu, ...matterMenu],
  contributes: [...serviceCaseDesk.contributes],
}
