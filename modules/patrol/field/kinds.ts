import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { outboxKind } from '#platform/client/outbox/kind.ts'
import { VisitDraft, endDuty, endRound, endTrip, recordVisit, startDuty, startRound, startTrip } from '../contract.ts'
import { myPositions } from './held-positions.ts'

/** 上岗、离岗, with the time of the tap. */
export const dutyKind = outboxKind({
  key: 'patrol.duty',
  title: '上岗离岗',
  body: z.object({ on: z.boolean() }),
  send: ({ on }, { actionId, at }) => call(on ? startDuty : endDuty, { body: { actionId, at } }, { actionId }),
})

export const visitKind = outboxKind({
  key: 'patrol.visit',
  title: '走访检查',
  body: VisitDraft.omit({ actionId: true, at: true }),
  send: (body, { actionId, at }) => call(recordVisit, { body: { ...body, actionId, at } }, { actionId }),
})

export const roundKind = outboxKind({
  key: 'patrol.round',
  title: '巡查起止',
  body: z.object({ id: Id, start: z.boolean(), note: z.string().default('') }),
  send: async ({ id, start, note }, { actionId, at }) => {
    if (start) return call(startRound, { params: { id }, body: { actionId, at } }, { actionId })
    // The last minute of the way goes first: the ground is counted when the round ends.
    await myPositions.flush()
    return call(endRound, { params: { id }, body: { actionId, at, note } }, { actionId })
  },
})

export const departKind = outboxKind({
  key: 'patrol.depart',
  title: '出车',
  body: z.object({ vehicleId: Id, crew: z.array(Id), odometer: z.number(), purpose: z.string() }),
  send: (body, { actionId, at }) => call(startTrip, { body: { ...body, actionId, at } }, { actionId }),
})

export const returnKind = outboxKind({
  key: 'patrol.return',
  title: '收车',
  body: z.object({ id: Id, odometer: z.number() }),
  send: async ({ id, odometer }, { actionId, at }) => {
    // The last minute of the way goes first: the kilometres are counted when the trip ends.
    await myPositions.flush()
    return call(endTrip, { params: { id }, body: { actionId, at, odometer } }, { actionId })
  },
})
