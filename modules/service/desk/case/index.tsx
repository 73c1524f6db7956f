import { FileDoneOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { caseViews, fieldInputs, guardWords, prefills } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { type DeskModule, searchSources } from '#platform/client/desk-module.ts'
import { readServiceCase } from '../../case.ts'
import { serviceGuardWords } from './guard-words.ts'

const ServiceWhat = lazy(() => import('./ServiceWhat.tsx').then((m) => ({ default: m.ServiceWhat })))
const ChangesInput = lazy(() => import('./ChangesInput.tsx').then((m) => ({ default: m.ChangesInput })))

const read = ['service.case.read']
const open = ['service.case.open']

/** The half of the module that is cases: what it adds to the desk. */
export const serviceCaseDesk: Pick<DeskModule, 'pages' | 'menu'> & { readonly contributes: NonNullable<DeskModule['contributes']> } = {
  pages: [
    { path: '/service/accept', title: '收件受理', needs: open, load: () => import('./AcceptPage.tsx').then((m) => m.AcceptPage) },
    { path: '/service/cases', title: '办件', needs: read, load: () => import('./ServiceCasesPage.tsx').then((m) => m.ServiceCasesPage) },
  ],
  menu: [
    {
      group: 'service',
      title: '收件受理',
      path: '/service/accept',
      icon: FileDoneOutlined,
      needs: open,
      position: 10,
      homeOf: ['counter'],
    },
    {
      group: 'service',
      title: '办件',
      path: '/service/cases',
      icon: FolderOpenOutlined,
      needs: read,
      position: 20,
      homeOf: ['approver', 'approval-lead'],
    },
  ],
  contributes: [
    guardWords.of(...serviceGuardWords),
    caseViews.of({ process: 'service', What: ServiceWhat }),
    fieldInputs.of({ kind: 'json', field: 'changes', Input: ChangesInput }),
    prefills.of({
      process: 'service',
      actions: ['accept', 'notify-correction', 'fix-on-spot', 'resubmit', 'supply', 'replace-material'],
      fill: async (_client, detail) => {
        const { materials } = await call(readServiceCase, { params: { id: detail.card.id } })
        return {
          values: { changes: materials.filter((m) => m.state !== 'held') },
          remarks: { changes: '镇里已有的材料不在其中，不再收取' },
        }
      },
    }),
    searchSources.of({
      key: 'service-case',
      title: '办件',
      needs: read,
      find: async (words, signal) => (await import('./search.ts')).findServiceCases(words, signal),
    }),
  ],
}
