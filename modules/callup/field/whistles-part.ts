import { caseActed } from '#core/case/contract.ts'
import { call } from '#platform/client/call.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { type WhistleRow, listWhistles, readWhistle } from '../endpoints.ts'

export type Whistle = ReplyOf<typeof readWhistle>
export interface WhistlesHeld {
  readonly rows: readonly WhistleRow[]
  readonly whistles: readonly Whistle[]
}

/** More at once nobody goes to; the rest is read when it is opened. */
const MOST = 12

/** The open whistles I may see, each with its units, and on the whistler's side the code to be scanned. */
export const whistlesPart: PackagePart<WhistlesHeld> = {
  key: 'callup.whistles',
  title: '吹哨报到',
  needs: ['callup.whistle.read'],
  everyMinutes: 5,
  renewOn: [caseActed.name],
  renewAfter: ['*'],
  pull: async (signal) => {
    const { rows } = await call(listWhistles, { query: { state: 'open', limit: MOST } }, { signal, background: true })
    // One that closed between the two questions is simply not there.
    const found = await Promise.all(
      rows.map(({ id }) => call(readWhistle, { params: { id } }, { signal, background: true }).catch(() => undefined)),
    )
    return { rows, whistles: found.filter((one) => one !== undefined) }
  },
}
