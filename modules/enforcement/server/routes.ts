import { z } from 'zod'
import { audit } from '#platform/server/audit.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { CaseFile, failCase } from '#core/case/contract.ts'
import { getReadable } from '#core/case/server/index.ts'
import { route } from '#core/org/server/index.ts'
import { countPenalties, listPenalties, openClue, readPenalty, revealParty } from '../penalty.ts'
import { countPowers, listPowers, withdrawPower } from '../power.ts'
import { sealParty } from '../party.ts'
import { punishOnTheSpot, readSpotKit } from '../summary.ts'
import { registerClue } from './clue.ts'
import { keepParty, sealedPlace } from './party.ts'
import { countStages, findRow, listRows, sourceOf, viewOf } from './list.ts'
import { spotKit } from './spot-kit.ts'
import { punish } from './summary.ts'
import { countPowerStates, listPowerRows, takeBack } from './powers.ts'

const Party = z.object({ name: z.string(), number: z.string(), phone: z.string(), address: z.string() })
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

export const enforcementRoutes = [
  route(listPowers, ({ tx, actor, query, now }) => listPowerRows(tx, actor.town, query, now)),
  route(countPowers, ({ tx, actor, now }) => countPowerStates(tx, actor.town, now)),
  route(withdrawPower, async ({ tx, actor, params, body, now, from }) => {
    const done = await takeBack(tx, actor, { code: params.code, on: body.on, document: body.document }, now)
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'enforcement.power-withdrawn',
      object: `power:${params.code}`,
      reason: body.document,
      ip: from.ip,
      terminal: from.terminal,
      detail: { on: body.on },
    })
    return done
  }),
  route(openClue, ({ tx, platform, actor, body, now, from }) =>
    registerClue(tx, platform, { draft: body, actor, now, terminal: from.terminal }),
  ),
  route(punishOnTheSpot, ({ tx, platform, actor, body, now, from }) => punish(tx, platform, actor, body, now, from.terminal)),
  route(readSpotKit, ({ tx, actor, now }) => spotKit(tx, actor, now)),
  route(sealParty, ({ tx, platform, actor, body, now }) => keepParty(tx, platform, actor, body, now)),
  route(listPenalties, ({ tx, actor, query }) => listRows(tx, actor, query)),
  route(countPenalties, ({ tx, actor }) => countStages(tx, actor)),
  route(readPenalty, async ({ tx, platform, actor, params }) => {
    const [readable, row] = [await getReadable(tx, platform, actor, params.id), await findRow(tx, actor.town, params.id)]
    if (!row) throw failCase('case.not-found')
    const { data } = readable.state
    return {
      ...viewOf(row),
      description: row.description,
      source: sourceOf(row.source),
      business: row.business,
      address: row.address,
      ...(row.place ? { place: row.place } : {}),
      partyNumber: row.number_mask,
      partyPhone: row.phone_mask,
      earlier: row.earlier,
      ...(row.power_code ? { powerCode: row.power_code } : {}),
      ...(text(data['powerText']) ? { powerText: text(data['powerText']) } : {}),
      ...(text(data['hearingReason']) ? { hearingReason: text(data['hearingReason']) } : {}),
      ...(row.owed === null ? {} : { owed: row.owed }),
      ...(row.late === null ? {} : { late: row.late }),
      ...(row.paid === null ? {} : { paid: row.paid }),
      files: z.array(CaseFile).safeParse(data['files']).data ?? [],
    }
  }),
  route(revealParty, async ({ tx, platform, actor, params, body, now, from }) => {
    await getReadable(tx, platform, actor, params.id)
    const row = await findRow(tx, actor.town, params.id)
    if (!row) throw failCase('case.not-found')
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'enforcement.party-revealed',
      object: `case:${params.id}`,
      reason: body.reason,
      ip: from.ip,
      terminal: from.terminal,
    })
    return Party.parse(JSON.parse(fieldCipher(platform.config.dataDir).open(row.party_sealed, sealedPlace(params.id))))
  }),
]
