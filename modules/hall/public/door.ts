import type { ReplyOf } from '#platform/contract/endpoint.ts'
import type { Appointment, OwnTicket, Priority, listSlots, publicHall } from '../contract.ts'
import { ask } from './ask.ts'

export type HallInfo = ReplyOf<typeof publicHall>
export type HallDomain = HallInfo['domains'][number]
export type Slots = ReplyOf<typeof listSlots>['slots']

const at = (id: string): string => encodeURIComponent(id)

/** The hall's door, one function an endpoint. All throw `Unanswered`. */
export const readHallInfo = (): Promise<HallInfo> => ask('GET', '/public/hall')
export const sendTake = (body: { actionId: string; domain: string; priority: Priority; channel: 'kiosk' | 'phone' }): Promise<OwnTicket> =>
  ask('POST', '/public/hall/tickets', body)
export const readTicket = (id: string): Promise<OwnTicket> => ask('GET', `/public/hall/tickets/${at(id)}`)
export const sendLeave = (id: string, actionId: string): Promise<OwnTicket> =>
  ask('POST', `/public/hall/tickets/${at(id)}/leave`, { actionId })
export const readSlots = (domain: string, day: string): Promise<{ slots: Slots }> =>
  ask('GET', `/public/hall/slots?domain=${at(domain)}&day=${at(day)}`)
export const sendBooking = (body: { actionId: string; domain: string; day: string; minute: number }): Promise<Appointment> =>
  ask('POST', '/public/hall/appointments', body)
export const readBooking = (id: string): Promise<Appointment> => ask('GET', `/public/hall/appointments/${at(id)}`)
export const sendCancel = (id: string, actionId: string): Promise<Appointment> =>
  ask('POST', `/public/hall/appointments/${at(id)}/cancel`, { actionId })
export const sendCheckIn = (body: { actionId: string; code: string; channel: 'kiosk' | 'phone' }): Promise<OwnTicket> =>
  ask('POST', '/public/hall/check-in', body)

/** Where a number is followed. */
export const ticketAddress = (id: string): string => `${location.origin}/p/#/hall/t/${id}`
