import { AuditOutlined, FileTextOutlined, FolderOpenOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { caseViews, fieldInputs, guardWords } from '#core/case/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { searchSources } from '#platform/client/desk-module.ts'
import { enforcementGuardWords } from './guard-words.ts'

const PenaltyWhat = lazy(() => import('./PenaltyWhat.tsx').then((m) => ({ default: m.PenaltyWhat })))
const PartyInput = lazy(() => import('./PartyInput.tsx').then((m) => ({ default: m.PartyInput })))
const PowerInput = lazy(() => import('./PowerInput.tsx').then((m) => ({ default: m.PowerInput })))

const cases = ['enforcement.case.read']
const powers = ['enforcement.power.read']

/** 综合执法 at the desk. */
export const enforcementDesk: DeskModule = {
  key: 'enforcement',
  pages: [
    { path: '/enforcement/cases', title: '案件办理', needs: cases, load: () => import('./PenaltiesPage.tsx').then((m) => m.PenaltiesPage) },
    {
      path: '/enforcement/clue',
      title: '登记线索',
      needs: ['enforcement.case.open'],
      load: () => import('./CluePage.tsx').then((m) => m.CluePage),
    },
    { path: '/enforcement/powers', title: '权责清单', needs: powers, load: () => import('./PowersPage.tsx').then((m) => m.PowersPage) },
    {
      path: '/enforcement/templates',
      title: '文书模板',
      needs: powers,
      load: () => import('./TemplatesPage.tsx').then((m) => m.TemplatesPage),
    },
  ],
  menu: [
    {
      group: 'enforcement',
      title: '案件办理',
      path: '/enforcement/cases',
      icon: FolderOpenOutlined,
      needs: cases,
      position: 10,
      homeOf: ['officer', 'enforcement-lead', 'legal-reviewer'],
    },
    {
      group: 'enforcement',
      title: '登记线索',
      path: '/enforcement/clue',
      icon: AuditOutlined,
      needs: ['enforcement.case.open'],
      position: 20,
    },
    { group: 'enforcement', title: '权责清单', path: '/enforcement/powers', icon: SafetyCertificateOutlined, needs: powers, position: 30 },
    { group: 'enforcement', title: '文书模板', path: '/enforcement/templates', icon: FileTextOutlined, needs: powers, position: 40 },
  ],
  contributes: [
    guardWords.of(...enforcementGuardWords),
    caseViews.of({ process: 'penalty', What: PenaltyWhat }, { process: 'penalty-summary', What: PenaltyWhat }),
    fieldInputs.of({ kind: 'text', field: 'power', Input: PowerInput }),
    fieldInputs.of({ kind: 'json', field: 'partyId', Input: PartyInput }),
    searchSources.of({
      key: 'penalty',
      title: '处罚案件',
      needs: cases,
      find: async (words, signal) => (await import('./search.ts')).findPenalties(words, signal),
    }),
  ],
}
