import { fieldGuards } from '#core/case/field/index.tsx'
import type { FieldModule } from '#platform/client/field-module.ts'
import { enforcementGuards } from '../guards.ts'
import { spotKind, spotKitPart } from './spot-kind.ts'

const open = ['enforcement.case.open']

/** 综合执法 on the phone: decided on the spot, and the officer's cases through the engine's own pages. */
export const enforcementField: FieldModule = {
  key: 'enforcement',
  pages: [{ path: '/spot', title: '当场处罚', needs: open, load: () => import('./SpotPage.tsx').then((m) => m.SpotPage) }],
  more: [{ path: '/spot', title: '当场处罚', remark: '简易程序，五分钟办完', needs: open }],
  parts: [spotKitPart],
  kinds: [spotKind],
  contributes: [fieldGuards.of(...enforcementGuards)],
}
