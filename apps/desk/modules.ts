import { areaDesk } from '#core/area/desk/index.tsx'
import { caseDesk } from '#core/case/desk/index.tsx'
import { noticeDesk } from '#core/notice/desk/index.tsx'
import { orgDesk } from '#core/org/desk/index.tsx'
import { callupDesk } from '#modules/callup/desk/index.tsx'
import { dispatchDesk } from '#modules/dispatch/desk/index.tsx'
import { enforcementDesk } from '#modules/enforcement/desk/index.tsx'
import { gridDesk } from '#modules/grid/desk/index.tsx'
import { hallDesk } from '#modules/hall/desk/index.tsx'
import { incidentDesk } from '#modules/incident/desk/index.tsx'
import { patrolDesk } from '#modules/patrol/desk/index.tsx'
import { serviceDesk } from '#modules/service/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { sensingDesk } from '#modules/sensing/desk/index.tsx'
import { townDesk } from '#town/desk/index.tsx'

/** The modules this desk shows, in the order their contributions are asked. Taking one away is taking its line away. */
export const deskModules: readonly DeskModule[] = [
  areaDesk,
  caseDesk,
  noticeDesk,
  incidentDesk,
  dispatchDesk,
  gridDesk,
  patrolDesk,
  callupDesk,
  sensingDesk,
  enforcementDesk,
  serviceDesk,
  hallDesk,
  orgDesk,
  townDesk,
]
