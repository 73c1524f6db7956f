import { grant, rolePermissions } from '#core/org/contract.ts'
import { caseEffects, casePreparations, namedGuards, processes } from '#core/case/server/index.ts'
import { route } from '#core/org/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { blowWhistle, listWhistles, readCallupFigures, readWhistle } from '../endpoints.ts'
import { callupFaults } from '../faults.ts'
import { callupGuards } from '../guards.ts'
import { whistleProcess } from '../processes/whistle.ts'
import { blow } from './blow.ts'
import { callupEffects } from './effects.ts'
import { callupFigures } from './figures.ts'
import { listWhistleRows, whistleDetail } from './list.ts'
import { whistlePanel } from './panel.ts'
import { callupPreparations } from './preparations.ts'
import { screenPanels } from '#core/org/server/index.ts'

export { blow } from './blow.ts'

/** 吹哨报到 2.3. */
export const callupModule: ServerModule = {
  name: 'callup',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: {
    'callup.whistle.read': '查看吹哨',
    'callup.whistle.blow': '吹哨',
    'callup.figures.read': '查看吹哨报到情况',
  },
  faults: callupFaults,
  routes: [
    route(blowWhistle, ({ tx, platform, actor, body, now, from }) =>
      blow(tx, platform, { actor, draft: body, now, terminal: from.terminal }),
    ),
    route(listWhistles, ({ tx, platform, actor, query, now }) => listWhistleRows(tx, platform, actor, query, now)),
    route(readWhistle, ({ tx, platform, actor, params, now }) => whistleDetail(tx, platform, actor, params.id, now)),
    route(readCallupFigures, ({ tx, actor, query, now }) => callupFigures(tx, actor, query.from, query.to, now)),
  ],
  contributes: [
    processes.of({ process: whistleProcess, readPermission: 'callup.whistle.read' }),
    namedGuards.of(...callupGuards),
    casePreparations.of(...callupPreparations),
    caseEffects.of(...callupEffects),
    screenPanels.of(whistlePanel),
    rolePermissions.of(
      ...grant('callup.whistle.read', {
        'watch-officer': ['town'],
        dispatcher: ['town'],
        leader: ['town'],
        arbitrator: ['town'],
        handler: ['unit', 'own'],
        // 综合执法哨 calls the enforcement bureau: its officers come to the spot too.
        officer: ['unit', 'own'],
        'enforcement-lead': ['unit', 'own'],
        counter: ['unit', 'own'],
        village: ['area', 'unit', 'own'],
        'grid-worker': ['area', 'own'],
      }),
      ...grant('callup.whistle.blow', { village: ['area'], 'grid-worker': ['area'], 'watch-officer': ['town'], dispatcher: ['town'] }),
      ...grant('callup.figures.read', { 'watch-officer': ['town'], dispatcher: ['town'], leader: ['town'], village: ['area'] }),
    ),
  ],
}
