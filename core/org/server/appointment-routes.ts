import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Route } from '#platform/server/module.ts'
import { z } from 'zod'
import { createAppointment, endAppointment, getAppointment, listAppointments, movePeople, updateAppointment } from '../appointment.ts'
import { dayOf } from '../day.ts'
import { getAppointmentRow, listAppointmentRows } from './appointment-rows.ts'
import { appoint, correct, end, move } from './appointments.ts'
import { page } from './page.ts'
import { route } from './route.ts'

const Cursor = z.tuple([Id])

export const appointmentRoutes: Route[] = [
  route(listAppointments, async ({ tx, actor, query, now }) => {
    const { at, personId, postId, unitId, role, limit } = query
    const filter = { personId, postId, unitId, role, open: at !== undefined, after: readAfter(Cursor, query.after)?.[0], limit: limit + 1 }
    return page(await listAppointmentRows(tx, actor.town, at ?? dayOf(now), filter), limit, (row) => writeCursor([row.id]))
  }),
  route(getAppointment, ({ tx, actor, params, now }) => getAppointmentRow(tx, actor.town, params.id, dayOf(now))),
  route(createAppointment, appoint),
  route(updateAppointment, correct),
  route(endAppointment, end),
  route(movePeople, move),
]
