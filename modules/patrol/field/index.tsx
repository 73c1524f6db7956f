import type { FieldModule } from '#platform/client/field-module.ts'
import { findObjectCode } from '../object.ts'
import { DutyBar } from './DutyBar.tsx'
import { RoundsCard } from './RoundsCard.tsx'
import { departKind, dutyKind, returnKind, roundKind, visitKind } from './kinds.ts'
import { dutyPart, roundsPart, vehiclesPart } from './parts.ts'

const round = ['patrol.round.do']
const drive = ['patrol.vehicle.drive']
const duty = ['patrol.duty.do']

/** 巡查走访 on the phone: duty, rounds, scan and check, vehicles, who looked. */
export const patrolField: FieldModule = {
  key: 'patrol',
  pages: [
    { path: '/rounds/:id', title: '巡查', needs: round, load: () => import('./RoundPage.tsx').then((m) => m.RoundPage) },
    { path: '/objects/:code', title: '巡查对象', needs: round, load: () => import('./ObjectPage.tsx').then((m) => m.ObjectPage) },
    { path: '/vehicle', title: '巡查车', needs: drive, load: () => import('./VehiclePage.tsx').then((m) => m.VehiclePage) },
    { path: '/looks', title: '谁看过我的位置', needs: duty, load: () => import('./LooksPage.tsx').then((m) => m.LooksPage) },
  ],
  cards: [{ key: 'patrol.rounds', position: 60, needs: round, card: RoundsCard }],
  more: [
    { path: '/vehicle', title: '巡查车', remark: '出车、收车', needs: drive },
    { path: '/looks', title: '谁看过我的位置', remark: '只在上岗期间记录', needs: duty },
  ],
  scans: [
    {
      key: 'patrol.object',
      needs: round,
      find: (text) => {
        // Scanned, or the number printed below it typed by hand.
        const code = findObjectCode(text) ?? /^O[0-9A-F]{8}$/u.exec(text.trim().toUpperCase())?.[0]
        return code === undefined ? undefined : `/objects/${code}?from=scan`
      },
    },
  ],
  parts: [dutyPart, roundsPart, vehiclesPart],
  kinds: [dutyKind, visitKind, roundKind, departKind, returnKind],
  bar: DutyBar,
}
