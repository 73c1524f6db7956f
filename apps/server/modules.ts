import { areaModule } from '#core/area/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { orgModule } from '#core/org/server/index.ts'
import { callupModule } from '#modules/callup/server/index.ts'
import { dispatchModule } from '#modules/dispatch/server/index.ts'
import { gridModule } from '#modules/grid/server/index.ts'
import { hallModule } from '#modules/hall/server/index.ts'
import { enforcementModule } from '#modules/enforcement/server/index.ts'
import { incidentModule } from '#modules/incident/server/index.ts'
import { patrolModule } from '#modules/patrol/server/index.ts'
import { sensingModule } from '#modules/sensing/server/index.ts'
import { serviceModule } from '#modules/service/server/index.ts'
import { platformModule } from '#platform/server/index.ts'
import { simulatorModule } from '#town/simulator-module.ts'
import type { ServerModule } from '#platform/server/module.ts'

/** Everything this installation consists of, in the order of the arrows; a module is added or taken away here. */
export const modules: readonly ServerModule[] = [
  platformModule,
  orgModule,
  areaModule,
  caseModule,
  noticeModule,
  incidentModule,
  dispatchModule,
  gridModule,
  patrolModule,
  callupModule,
  sensingModule,
  enforcementModule,
  serviceModule,
  hallModule,
  simulatorModule,
]
