import type { z } from 'zod'
import { listWhistles } from '#modules/callup/contract.ts'
import { listActivations, listPostTasks } from '#modules/dispatch/contract.ts'
import { readCoverage } from '#modules/grid/contract.ts'
import { listStuck, listTickets } from '#modules/hall/contract.ts'
import { listIncidents } from '#modules/incident/contract.ts'
import { listDuties, listFindings, listRounds, listTrips } from '#modules/patrol/contract.ts'
import { countDevices, listAlarms } from '#modules/sensing/contract.ts'
import type { Endpoint, EndpointSpec } from '#platform/contract/endpoint.ts'
import type { Staff } from './town.ts'

type Query = Readonly<Record<string, string>>
interface Paged<T> {
  readonly rows: readonly T[]
  readonly next?: string | undefined
}

/** Every row of a paged list. */
async function allOf<T>(staff: Staff, endpoint: Endpoint<EndpointSpec>, query: Query, limit = 200): Promise<T[]> {
  const rows: T[] = []
  for (let after: string | undefined; ;) {
    const page = (await staff.call(endpoint, { query: { ...query, limit, ...(after ? { after } : {}) } } as never)) as Paged<T>
    rows.push(...page.rows)
    if (!page.next) return rows
    after = page.next
  }
}

type Whistle = z.infer<typeof listWhistles.reply>['rows'][number]
type Duty = z.infer<typeof listDuties.reply>['rows'][number]
const before = ['village', 'centre']

/** How each page of the desk reads its address, and how many lines it then shows. */
const counters: Readonly<Record<string, (staff: Staff, query: Query) => Promise<number>>> = {
  '/incidents': async (staff, query) => (await allOf(staff, listIncidents, query)).length,
  '/whistles': async (staff, { step }) =>
    (await allOf<Whistle>(staff, listWhistles, { state: 'open' }, 100)).filter((row) =>
      step === 'before' ? before.includes(row.step) : step === 'late' ? row.lateUnits > 0 : true,
    ).length,
  '/boards': async (staff, query) => (await allOf(staff, listActivations, query, 100)).length,
  '/post-tasks': async (staff, query) => (await allOf(staff, listPostTasks, query, 100)).length,
  '/grids': async (staff, query) => (await staff.call(readCoverage, { query } as never)).grids.length,
  '/patrol/live': async (staff, { kind }) =>
    (await allOf<Duty>(staff, listDuties, { open: 'true' })).filter((row) =>
      kind === 'other' ? ['handler', 'station', 'centre'].includes(row.kind) : kind === undefined || row.kind === kind,
    ).length,
  '/patrol/vehicles': async (staff) => (await allOf(staff, listTrips, { open: 'true' }, 100)).length,
  '/patrol/rounds': async (staff, query) => (await allOf(staff, listRounds, query, 100)).length,
  '/patrol/findings': async (staff, query) => (await allOf(staff, listFindings, query, 100)).length,
  '/hall/tickets': async (staff, query) => (await staff.call(listTickets, { query } as never)).total,
  '/hall/stuck': async (staff, query) => (await allOf(staff, listStuck, query, 60)).length,
  '/sensing/devices': async (staff, query) => (await staff.call(countDevices, { query } as never)).total,
  '/sensing/alarms': async (staff, query) => (await allOf(staff, listAlarms, query, 100)).length,
}

/**
 * How many lines the list behind a number shows.
 * @throws Error where no page of that address is known: a number of the wall that opens nothing
 */
export async function lengthOf(staff: Staff, href: string): Promise<number> {
  const { pathname, searchParams } = new URL(href, 'http://desk')
  const counter = counters[pathname]
  if (!counter) throw new Error(`no list is known behind ${href}`)
  return counter(staff, Object.fromEntries(searchParams))
}
