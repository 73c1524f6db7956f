import { areaField } from '#core/area/field/index.tsx'
import { caseField } from '#core/case/field/index.tsx'
import { noticeField } from '#core/notice/field/index.tsx'
import { callupField } from '#modules/callup/field/index.tsx'
import { enforcementField } from '#modules/enforcement/field/index.tsx'
import { incidentField } from '#modules/incident/field/index.tsx'
import { patrolField } from '#modules/patrol/field/index.tsx'
import type { FieldModule } from '#platform/client/field-module.ts'

/** The modules this phone shows, in the order their contributions are asked. Taking one away is taking its line away. */
export const fieldModules: readonly FieldModule[] = [
  areaField,
  caseField,
  noticeField,
  incidentField,
  callupField,
  patrolField,
  enforcementField,
]
