import type { Actor } from '#core/org/contract.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { audit } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Area } from '../area.ts'
import { isValidOn, refOf } from '../area.ts'
import { registerAfter } from '../change.ts'
import { failArea } from '../fault.ts'
import type { Finding } from '../finding.ts'
import type { SeenVersion } from '../record.ts'
import type { Redraw } from '../version.ts'
import { runGeometry } from './geometry.ts'
import { forgetLocator } from './locator.ts'
import { removeAreas } from './planned-store.ts'
import { endAreas, insertAreas } from './store.ts'

export interface Writing {
  readonly tx: Tx
  readonly actor: Actor
  readonly now: Date
  readonly from: { readonly ip: string; readonly terminal: string }
}

/** At most so many findings go into a refusal: a person reads them. */
const SHOWN = 50

/**
 * Refuses a change that brings errors the town did not have, unless somebody goes on with a reason.
 * @returns the new errors that were accepted
 * @throws Fault area.new-errors with the findings in `extra`, area.too-tangled
 */
export async function judgeChange(
  all: readonly Area[],
  redraw: Redraw,
  day: string,
  accept: { reason: string } | undefined,
): Promise<Finding[]> {
  const { findings } = await runGeometry({ kind: 'compare', before: all, after: registerAfter(all, redraw), at: day })
  return refuseErrors(findings, accept)
}

/** @throws Fault area.new-errors when there are errors and nobody accepts them */
export function refuseErrors(findings: readonly Finding[], accept: { reason: string } | undefined): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0 || accept) return errors
  const more = errors.length > 1 ? `（另有 ${errors.length - 1} 处）` : ''
  throw failArea('area.new-errors', { detail: `${errors[0]!.text}${more}`, extra: { findings: errors.slice(0, SHOWN) } })
}

/**
 * Two editors: the versions the second had before them must still be the ones that count.
 * @throws Fault platform.conflict with the versions as they are now in `extra`
 */
export function checkSeen(all: readonly Area[], codes: readonly string[], seen: readonly SeenVersion[], day: string): void {
  const changed = codes.flatMap((code) => {
    const now = all.find((area) => area.code === code && isValidOn(area, day))
    const had = seen.find((version) => version.code === code)
    if (!now) return []
    return had && had.id === now.id && had.validTo === now.validTo ? [] : [now]
  })
  const [first] = changed
  if (!first) return
  const until = first.validTo === undefined ? '' : `，到 ${first.validTo} 为止`
  throw failPlatform('platform.conflict', {
    detail: `${first.name}（${first.code}）的边界已被他人调整：现行版本自 ${first.validFrom} 起${until}`,
    extra: { versions: changed.slice(0, SHOWN).map(({ code, id, validFrom, validTo }) => ({ code, id, validFrom, validTo })) },
  })
}

/** Writes a redraw with its audit row; everybody locates in the new boundaries as soon as it is committed. */
export async function writeRedraw(
  { tx, actor, now, from }: Writing,
  redraw: Redraw,
  act: { kind: string; object?: string; reason?: string | undefined; detail: Record<string, unknown> },
): Promise<void> {
  const { town, subject } = actor
  await removeAreas(tx, town, redraw.removed ?? [])
  await endAreas(tx, town, redraw.closed, subject)
  await insertAreas(tx, town, redraw.opened, subject)
  const codes = redraw.opened.slice(0, 500).map((area) => refOf(area).code)
  await audit(tx, {
    town,
    at: now,
    subject,
    post: actor.postTitle,
    ip: from.ip,
    terminal: from.terminal,
    kind: act.kind,
    object: act.object ?? `area:${town}`,
    ...(act.reason === undefined ? {} : { reason: act.reason }),
    detail: {
      ...act.detail,
      opened: codes,
      closed: redraw.closed.slice(0, 500).map(({ id }) => id),
      removed: (redraw.removed ?? []).slice(0, 500).map(({ id }) => id),
    },
  })
  tx.afterCommit(() => forgetLocator(town))
}
