import type { DeskModule } from '#platform/client/desk-module.ts'
import { serviceCaseDesk } from './case/index.tsx'

/** 审批服务 at the desk: cases here, matters beside them. */
export const serviceDesk: DeskModule = {
  key: 'service',
  pages: [...serviceCaseDesk.pages],
  menu: [...serviceCaseDesk.menu],
  contributes: [...serviceCaseDesk.contributes],
}
