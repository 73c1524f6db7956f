import { call } from '#platform/client/call.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import { outboxKind } from '#platform/client/outbox/kind.ts'
import { SummaryDraft, type SpotKit, punishOnTheSpot, readSpotKit } from '../summary.ts'

/** A decision on the spot on its way: without id and time, which are the tap's. */
export const spotKind = outboxKind({
  key: 'enforcement.spot',
  title: '当场处罚',
  body: SummaryDraft.omit({ actionId: true, at: true }),
  send: (body, tap) => call(punishOnTheSpot, { body: { ...body, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }),
})

/** What is asked at the counterless counter, where there may be no line. */
export const spotKitPart: PackagePart<SpotKit> = {
  key: 'enforcement.spot-kit',
  title: '当场处罚事项',
  needs: ['enforcement.case.open'],
  everyMinutes: 240,
  pull: (signal) => call(readSpotKit, {}, { signal, background: true }),
}
