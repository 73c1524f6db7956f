import { call } from '#platform/client/call.ts'
import { outboxKind } from '#platform/client/outbox/kind.ts'
import { callEmergency, reportIncident } from '../endpoints.ts'
import { DeskReport, EmergencyCall } from '../record.ts'

/** A report on its way: without id and time, which are the tap's. */
export const reportKind = outboxKind({
  key: 'incident.report',
  title: '上报',
  body: DeskReport.omit({ actionId: true, at: true }),
  send: (body, tap) => call(reportIncident, { body: { ...body, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }),
})

export const emergencyKind = outboxKind({
  key: 'incident.emergency',
  title: '紧急求助',
  first: true,
  body: EmergencyCall.omit({ actionId: true, at: true }),
  send: (body, tap) => call(callEmergency, { body: { ...body, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }),
})
