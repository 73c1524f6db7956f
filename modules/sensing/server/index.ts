import { rolePermissions } from '#core/org/contract.ts'
import { mapLayers } from '#core/area/server/index.ts'
import { screenPanels } from '#core/org/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { alarmEnded, alarmMoved, alarmRaised, alarmRepeated } from '../facts.ts'
import { sensingFaults } from '../faults.ts'
import { sensingPermissions, sensingRolePermissions } from '../permissions.ts'
import { alarmLayer } from './alarm/alarm-layer.ts'
import { alarmRoutes } from './alarm/alarm-routes.ts'
import { followCase, openByRule, tellCase } from './alarm/cases.ts'
import { deviceRoutes } from './device-routes.ts'
import { hourlySums } from './history.ts'
import { stopIngest } from './broker/ingest.ts'
import { deviceLayer } from './layer.ts'
import { startMqtt } from './broker/mqtt-service.ts'
import { sensingPanels } from './panels.ts'
import { ensureDays, turnPartitions } from './partitions.ts'
import { readingRoutes } from './reading-routes.ts'
import { shipRules } from './alarm/rules.ts'
import { everyMinute, maintenance } from './alarm/silence.ts'

export { kinds } from '../kinds/kinds.ts'
export { queuePlace } from '../rules/merge.ts'
export { episodesIn, mergeEpisodes } from '../rules/trial.ts'
export { alarmField } from './alarm/alarms.ts'
export { hashSecret } from './broker/known.ts'
export { storeShippedRules } from './alarm/rules.ts'
export { compileRule } from './alarm/watcher.ts'

const day = 86_400_000

/** 城市感知网 6.1: devices, readings, rules, alarms and the way into the case engine. */
export const sensingModule: ServerModule = {
  name: 'sensing',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: sensingPermissions,
  faults: sensingFaults,
  routes: [...deviceRoutes, ...readingRoutes, ...alarmRoutes],
  handlers: [followCase],
  facts: [alarmRaised, alarmRepeated, alarmEnded, alarmMoved],
  jobs: [turnPartitions, hourlySums, everyMinute, maintenance, openByRule, tellCase],
  contributes: [mapLayers.of(deviceLayer, alarmLayer), screenPanels.of(...sensingPanels), rolePermissions.of(...sensingRolePermissions)],
  start: async (platform) => {
    await shipRules(platform)
    const now = platform.now().getTime()
    await ensureDays(platform, [{ at: now }, { at: now + day }])
  },
  services: { mqtt: startMqtt },
  stop: stopIngest,
}
