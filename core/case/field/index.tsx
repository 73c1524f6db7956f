import type { FieldModule } from '#platform/client/field-module.ts'
import { TasksCard } from './TasksCard.tsx'
import { actKind } from './act-kind.ts'
import { shiftPart } from './shift-part.ts'

export { CaseRow } from './CaseRow.tsx'
export { DueText } from './DueText.tsx'
export { PlaceStamp } from './PlaceStamp.tsx'
export { actKind } from './act-kind.ts'
export { type FieldCase, findDue, isMine } from './field-case.ts'
export {
  type FieldCasePart,
  type FieldPreparation,
  type PhoneInputProps,
  fieldCaseParts,
  fieldGuards,
  fieldPreparations,
  phoneInputs,
} from './registries.ts'
export { overlay } from './overlay.ts'
export { shiftPart } from './shift-part.ts'
export { useShift } from './use-shift.ts'

const act = () => import('./ActPage.tsx').then((m) => m.ActPage)
const id = '[0-9a-f-]{36}'
const caseCode = new RegExp(`(?:^|/)(?:case:|cases/)(${id})(?:$|[?#/])`)

/** Cases on the phone: tasks by clock, one page a case, acts without a line. */
export const caseField: FieldModule = {
  key: 'case',
  pages: [
    { path: '/cases', title: '事件', load: () => import('./CaseListPage.tsx').then((m) => m.CaseListPage) },
    { path: '/cases/:id', title: '事件', load: () => import('./CasePage.tsx').then((m) => m.CasePage) },
    { path: '/cases/:id/act/:action', title: '办理', load: act },
    { path: '/cases/:id/again/:item', title: '再改', load: act },
  ],
  cards: [{ key: 'case.tasks', position: 50, card: TasksCard }],
  parts: [shiftPart],
  kinds: [actKind],
  scans: [
    {
      key: 'case',
      find: (text) => {
        const found = caseCode.exec(text)?.[1]
        return found && `/cases/${found}`
      },
    },
  ],
}
