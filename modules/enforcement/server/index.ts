import { grant, rolePermissions } from '#core/org/contract.ts'
import { caseEffects, caseFileFacts, caseIntakes, casePreparations, namedGuards, processes } from '#core/case/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { enforcementFaults } from '../faults.ts'
import { enforcementGuards } from '../guards.ts'
import { penaltyProcess } from '../processes/penalty.ts'
import { summaryProcess } from '../processes/summary.ts'
import { penaltyEffects } from './effects.ts'
import { penaltyIntake } from './intake.ts'
import { penaltyPreparations } from './preparations.ts'
import { penaltyDossier, summaryDossier } from './papers/dossier.ts'
import { numberPapers } from './papers/numbers.ts'
import { paperRoutes } from './papers/routes.ts'
import { enforcementRoutes } from './routes.ts'

export { storePowers } from './powers.ts'

/** 综合执法 3.1–3.2: powers and the ordinary procedure of a penalty. */
export const enforcementModule: ServerModule = {
  name: 'enforcement',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: {
    'enforcement.power.read': '查看权责清单',
    'enforcement.power.manage': '收回、承接处罚权力',
    'enforcement.template.manage': '修改执法文书模板',
    'enforcement.case.read': '查看行政处罚案件',
    'enforcement.case.open': '登记案件线索',
    'enforcement.party.reveal': '查看当事人完整信息（须写明理由，留痕）',
  },
  faults: enforcementFaults,
  routes: [...enforcementRoutes, ...paperRoutes],
  contributes: [
    processes.of(
      { process: penaltyProcess, readPermission: 'enforcement.case.read' },
      { process: summaryProcess, readPermission: 'enforcement.case.read' },
    ),
    namedGuards.of(...enforcementGuards),
    casePreparations.of(...penaltyPreparations),
    caseEffects.of(...penaltyEffects, numberPapers),
    caseFileFacts.of(penaltyDossier, summaryDossier),
    caseIntakes.of(penaltyIntake),
    rolePermissions.of(
      ...grant('enforcement.power.read', {
        officer: ['town'],
        'enforcement-lead': ['town'],
        'legal-reviewer': ['town'],
        'watch-officer': ['town'],
        dispatcher: ['town'],
        leader: ['town'],
      }),
      ...grant('case.package.export', { officer: ['town'], 'enforcement-lead': ['town'], 'legal-reviewer': ['town'] }),
      ...grant('enforcement.power.manage', { 'legal-reviewer': ['town'] }),
      ...grant('enforcement.template.manage', { 'legal-reviewer': ['town'] }),
      ...grant('enforcement.case.read', {
        officer: ['unit', 'own'],
        'enforcement-lead': ['town'],
        'legal-reviewer': ['town'],
        leader: ['town'],
      }),
      ...grant('enforcement.case.open', { officer: ['town'], 'enforcement-lead': ['town'] }),
      ...grant('enforcement.party.reveal', { officer: ['unit', 'own'], 'enforcement-lead': ['town'], 'legal-reviewer': ['town'] }),
    ),
  ],
}
