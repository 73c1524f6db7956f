import type { ServerModule } from '#platform/server/module.ts'
import { grant, grantAll, rolePermissions } from '#core/org/contract.ts'
import { caseActed, clockAlarmed } from '../facts.ts'
import { caseFaults } from '../faults.ts'
import { towns } from '#core/org/server/index.ts'
import { alarmJob } from './alarm.ts'
import { storeShipped } from './definitions.ts'
import { caseRoutes } from './routes.ts'

export { type ActRequest, type Acted, type OpenRequest, act, audienceOf, open } from './act.ts'
export { ring } from './alarm.ts'
export { bulkCopies, writeBulk } from './bulk.ts'
export { cardOf, cardsOf, holderView } from './cards.ts'
export { getCurrentProcess, getProcess, guardsOf } from './definitions.ts'
export { type PastAct, type PastCase, type PastEntry, type PastOpening, type PastRules, actPast, openPast, ringPast } from './past.ts'
export { type OwnActs, ownActs } from './own-acts.ts'
export { canRead, detailOf, getReadable } from './read.ts'
export { type CaseIntake, type IntakeReceipt, type IntakeReport, caseIntakes, findIntake } from './intake.ts'
export {
  type CaseEffect,
  type CaseFileFacts,
  type CasePreparation,
  type Change,
  type ProcessEntry,
  caseEffects,
  caseFileFacts,
  casePreparations,
  namedGuards,
  processes,
} from './registries.ts'
export { type PackageCheck, checkPackage } from './package/check.ts'
export { signingKey } from './package/signature.ts'
export { seal, sm3Hex } from './seal.ts'
export { type CaseRow, findCase, lockCase, nextAlarm } from './store.ts'
export { timelineOf } from './timeline.ts'
export { type ActionRow, type Verified, verifyCase, verifyTown } from './verify.ts'

/** The case engine as a module of the platform. */
export const caseModule: ServerModule = {
  name: 'case',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: {
    'case.case.read': '查看案件',
    'case.case.act': '办理案件',
    'case.case.read-all': '查看全部案件',
    'case.process.read': '查看流程',
    'case.package.export': '导出案卷包（须写明用途，留痕）',
  },
  faults: caseFaults,
  routes: caseRoutes,
  facts: [caseActed, clockAlarmed],
  jobs: [alarmJob],
  contributes: [
    rolePermissions.of(
      ...grantAll('case.case.read', ['town']),
      ...grantAll('case.case.act', ['town']),
      ...grantAll('case.process.read', ['town']),
      ...grant('case.package.export', {
        'watch-officer': ['town'],
        leader: ['town'],
        'approval-lead': ['town'],
      }),
      ...grant('case.case.read-all', { 'system-admin': ['town'] }),
    ),
  ],
  start: async (platform) => {
    for (const { code } of await towns(platform)) await storeShipped(platform.db.read, platform, code)
  },
}
