import { route, unkept } from '#core/org/server/index.ts'
import type { Route } from '#platform/server/module.ts'
import {
  actAtCounter,
  checkTidal,
  createHallDisplay,
  listAdvices,
  listAppointments,
  listHallDisplays,
  listSetups,
  listTickets,
  openHallDisplay,
  readDesk,
  readHall,
  readHallDay,
  readHallScreen,
  readSetting,
  refuseAdvice,
  revokeHallDisplay,
  saveCounter,
  saveSetting,
  takeForSomebody,
} from '../endpoints.ts'
import {
  bookSlot,
  cancelAppointment,
  checkIn,
  leaveQueue,
  listSlots,
  publicHall,
  readAppointment,
  readOwnTicket,
  takeTicket,
} from '../public-endpoints.ts'
import { listStuck, readStuck, recordStuck } from '../stuck.ts'
import { listAdviceRows, refuse } from './advices.ts'
import { appointmentView, book, cancel, getAppointment, listAppointmentRows, slotsLeft } from './booking.ts'
import { actAt } from './calling.ts'
import { deskView } from './desk.ts'
import { lookOnce } from './look.ts'
import { hallDay, hallNow } from './now.ts'
import { arrive, describeHall, leaveLine, ownTicketOf, takeGuided, takePublic } from './public.ts'
import { displays, endDisplay, hallScreen, newDisplay, openScreen } from './screen.ts'
import { getSetting, keepSetting } from './settings.ts'
import { keepCounter, listSetupRows } from './setups.ts'
import { listStuckRows, stuckDetail, writeStuck } from './stuck.ts'
import { listTicketRows } from './ticket-list.ts'

const door: readonly Route[] = [
  route(publicHall, ({ tx, platform, actor, now }) => describeHall(tx, platform, actor.town, now)),
  route(takeTicket, takePublic),
  route(readOwnTicket, ({ tx, platform, actor, params, now }) => ownTicketOf(tx, platform, actor.town, params.id, now)),
  route(leaveQueue, leaveLine),
  route(listSlots, ({ tx, actor, query, now }) => slotsLeft(tx, actor.town, query, now)),
  route(bookSlot, book),
  route(readAppointment, async ({ tx, actor, params }) => {
    const { setting } = await getSetting(tx, actor.town)
    return appointmentView(await getAppointment(tx, actor.town, params.id), setting)
  }),
  route(cancelAppointment, ({ tx, actor, params, now }) => cancel(tx, actor.town, params.id, now)),
  route(checkIn, arrive),
]

const staff: readonly Route[] = [
  route(readHall, ({ tx, platform, actor, now }) => hallNow(tx, platform, actor, now)),
  route(readHallDay, ({ tx, actor, query, now }) => hallDay(tx, actor.town, now, query.day)),
  route(listTickets, ({ tx, actor, query, now }) => listTicketRows(tx, actor.town, query, now)),
  route(takeForSomebody, takeGuided),
  route(readDesk, ({ tx, platform, actor, now }) => deskView(tx, platform, actor, now)),
  route(actAtCounter, actAt),
  route(readSetting, ({ tx, actor }) => getSetting(tx, actor.town)),
  route(saveSetting, keepSetting),
  route(listSetups, ({ tx, actor, now }) => listSetupRows(tx, actor.town, now)),
  route(saveCounter, keepCounter),
  route(checkTidal, async ({ tx, platform, actor, now }) => {
    await lookOnce(tx, platform, actor.town, now)
    return hallNow(tx, platform, actor, now)
  }),
  route(listAdvices, ({ tx, actor, query }) => listAdviceRows(tx, actor, query)),
  route(refuseAdvice, refuse),
  route(listAppointments, ({ tx, actor, query }) => listAppointmentRows(tx, actor.town, query)),
  route(recordStuck, writeStuck),
  route(listStuck, listStuckRows),
  route(readStuck, ({ tx, platform, actor, params }) => stuckDetail(tx, platform, actor, params.id)),
]

const screen: readonly Route[] = [
  route(readHallScreen, ({ tx, platform, actor, now }) => hallScreen(tx, platform, actor.town, now)),
  route(listHallDisplays, displays),
  route(createHallDisplay, unkept(newDisplay)),
  route(revokeHallDisplay, endDisplay),
  route(openHallDisplay, openScreen),
]

export const hallRoutes: readonly Route[] = [...door, ...staff, ...screen]
