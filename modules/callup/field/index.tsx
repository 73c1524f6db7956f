import { fieldCaseParts, fieldGuards, fieldPreparations, phoneInputs } from '#core/case/field/index.tsx'
import type { FieldModule } from '#platform/client/field-module.ts'
import { arrivalOf, calledAgain } from '../derived.ts'
import { callupGuards } from '../guards.ts'
import { findSpotCode } from '../spot-code.ts'
import { ArrivalInput } from './ArrivalInput.tsx'
import { FairInput, RatingsInput } from './RatingInputs.tsx'
import { CalledCard, WhistleCard } from './WhistleCard.tsx'
import { WhistlePart } from './WhistlePart.tsx'
import { blowKind } from './whistle-kinds.ts'
import { whistlesPart } from './whistles-part.ts'

const read = ['callup.whistle.read']
const blow = ['callup.whistle.blow']
const process = 'whistle'

/** 吹哨报到 on the phone: blow, come within 200 metres, minutes and answers, agreement with a mark for each, once more. */
export const callupField: FieldModule = {
  key: 'callup',
  pages: [
    { path: '/whistles', title: '吹哨报到', needs: read, load: () => import('./WhistlesPage.tsx').then((m) => m.WhistlesPage) },
    { path: '/whistles/new', title: '吹哨', needs: blow, load: () => import('./BlowPage.tsx').then((m) => m.BlowPage) },
    { path: '/whistles/arrive', title: '到场报到', needs: read, load: () => import('./ArrivePage.tsx').then((m) => m.ArrivePage) },
  ],
  cards: [
    { key: 'callup.called', position: 40, needs: read, card: CalledCard },
    { key: 'callup.whistles', position: 90, needs: read, card: WhistleCard },
  ],
  more: [{ path: '/whistles', title: '吹哨报到', remark: '吹哨、到场、评分', needs: read }],
  parts: [whistlesPart],
  kinds: [blowKind],
  scans: [
    {
      key: 'callup.spot',
      needs: read,
      find: (text) => {
        const code = findSpotCode(text)
        return code && `/whistles/arrive?code=${code}`
      },
    },
  ],
  contributes: [
    fieldGuards.of(...callupGuards),
    fieldCaseParts.of({ process, part: WhistlePart }),
    phoneInputs.of(
      { process, field: 'place', covers: ['accuracy', 'mocked', 'way', 'code'], Input: ArrivalInput },
      { process, field: 'ratings', Input: RatingsInput },
      { process, field: 'fair', Input: FairInput },
    ),
    fieldPreparations.of(
      { process, action: 'report-in', prepare: ({ state, actor }) => arrivalOf(state, actor.unitId) },
      { process, action: 'reblow', prepare: ({ state }) => ({ again: calledAgain(state) }) },
    ),
  ],
}
