import type { JobKind, ServerModule } from '#platform/server/module.ts'
import { grant, rolePermissions } from '#core/org/contract.ts'
import { mapLayers } from '#core/area/server/index.ts'
import { screenPanels } from '#core/org/server/index.ts'
import { caseFileFacts, caseEffects, caseIntakes, casePreparations, namedGuards, processes } from '#core/case/server/index.ts'
import { helpAsked, incidentReplied, incidentUrged } from '../facts.ts'
import { incidentFaults } from '../faults.ts'
import { incidentGuards } from '../guards.ts'
import { incidentProcess } from '../processes/incident.ts'
import { incidentIntake } from './intake.ts'
import { queueCallback, sendCallbacks } from './doors/callbacks.ts'
import { incidentFileFacts } from './detail.ts'
import { incidentLayers } from './map-layers.ts'
import { incidentEffects } from './effects.ts'
import { incidentPanels } from './panels.ts'
import { incidentPreparations } from './preparations.ts'
import { tellHelp } from './report.ts'
import { incidentRoutes } from './routes.ts'

export { incidentCopies } from './bulk.ts'
export { bindUnits, storeClasses } from './catalogue.ts'
export { defaultDuties } from '../classes/default-duties.ts'
export { findDuty } from '../classes/duty.ts'
export { incidentGuards } from '../guards.ts'
export { introduceSystem } from './doors/connections.ts'
export {
  type OldOrder,
  type OldOrderRules,
  type RelivedOrder,
  keepOldOrders,
  knownNumbers,
  oldOrderRules,
  reliveAll,
} from './old-orders.ts'
export { type PastIncident, type PastReport, type PastReporter, actPastIncident, openPastIncident } from './past.ts'
export { commonGrams } from './frequent-grams.ts'
export { type ListAsk, countIncidents, listIncidents, pageStatement } from './list.ts'
export { type NewReport, report } from './report.ts'
export { openReporter } from './reporters.ts'

/** Likeness keys of an incident closed a fortnight ago go: the table stays with open and recent ones. */
const forgetKeys: JobKind = {
  kind: 'incident.keys-forget',
  run: async (tx, job) => {
    await tx.query(
      `delete from incident.likeness_key k using incident.incident i where k.town = $1 and k.case_id = $2 and i.town = $1 and i.case_id = $2 and not i.open`,
      [job.town, job.key],
    )
  },
}

const read = {
  'watch-officer': ['town'],
  dispatcher: ['town'],
  verifier: ['area', 'unit', 'own'],
  callback: ['town'],
  arbitrator: ['town'],
  leader: ['town'],
  handler: ['unit', 'own'],
  'grid-worker': ['area', 'unit', 'own'],
  village: ['area', 'unit', 'own'],
  counter: ['own', 'unit'],
} as const

/** 事件中心 1.1. */
export const incidentModule: ServerModule = {
  name: 'incident',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: {
    'incident.case.read': '查看事件',
    'incident.case.report': '登记事件',
    'incident.case.export': '导出事件',
    'incident.confidential.read': '查看保密事件',
    'incident.reporter.reveal': '查看反映人姓名电话',
    'incident.catalogue.edit': '维护类别与责任清单',
    'incident.figures.read': '查看事件指标',
    'incident.door.write': '外部系统推送工单',
    'incident.door.manage': '管理外部系统接入',
  },
  faults: incidentFaults,
  routes: incidentRoutes,
  handlers: [queueCallback, tellHelp],
  facts: [incidentReplied, incidentUrged, helpAsked],
  jobs: [forgetKeys, sendCallbacks],
  contributes: [
    processes.of({ process: incidentProcess, readPermission: 'incident.case.read' }),
    namedGuards.of(...incidentGuards),
    casePreparations.of(...incidentPreparations),
    caseEffects.of(...incidentEffects),
    caseIntakes.of(incidentIntake),
    mapLayers.of(...incidentLayers),
    caseFileFacts.of(incidentFileFacts),
    screenPanels.of(...incidentPanels),
    rolePermissions.of(
      ...grant('incident.case.read', read),
      ...grant('incident.case.report', {
        'watch-officer': ['town'],
        dispatcher: ['town'],
        verifier: ['town'],
        callback: ['town'],
        leader: ['town'],
        handler: ['town'],
        'grid-worker': ['town'],
        village: ['town'],
        counter: ['town'],
      }),
      ...grant('incident.case.export', { 'watch-officer': ['town'], dispatcher: ['town'], leader: ['town'], village: ['area'] }),
      ...grant('incident.confidential.read', { 'watch-officer': ['town'], leader: ['town'] }),
      ...grant('incident.reporter.reveal', {
        'watch-officer': ['town'],
        dispatcher: ['town'],
        callback: ['town'],
        counter: ['own'],
        handler: ['unit'],
      }),
      ...grant('incident.catalogue.edit', { 'system-admin': ['town'], 'watch-officer': ['town'] }),
      ...grant('incident.figures.read', {
        'watch-officer': ['town'],
        dispatcher: ['town'],
        leader: ['town'],
        village: ['area'],
        handler: ['unit'],
      }),
      ...grant('incident.door.manage', { 'system-admin': ['town'], 'watch-officer': ['town'] }),
    ),
  ],
}
