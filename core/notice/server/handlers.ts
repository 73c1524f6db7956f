import { caseActed, clockAlarmed } from '#core/case/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { onFact } from '#platform/server/module.ts'
import { notify } from './send.ts'

/** A unit's people who handle cases; a unit of hundreds is told through its list, not through hundreds of inboxes. */
const most = 30

// Facts come in batches of one transaction: who is at a unit is asked once for all of them.
const asked = new WeakMap<Tx, Map<string, ReturnType<typeof peopleAt>>>()

function membersOf(tx: Tx, town: string, at: Date, of: { unitIds: string[] } | { role: string }): ReturnType<typeof peopleAt> {
  const query = { ...of, day: dayOf(at) }
  const key = JSON.stringify([town, query])
  const known = asked.get(tx) ?? new Map<string, ReturnType<typeof peopleAt>>()
  asked.set(tx, known)
  let people = known.get(key)
  if (!people) known.set(key, (people = peopleAt(tx, town, query)))
  return people
}

async function peopleOf(
  tx: Tx,
  town: string,
  at: Date,
  holder: { unitId?: string | undefined; personId?: string | undefined },
): Promise<{ personId: string }[]> {
  if (holder.personId) return [{ personId: holder.personId }]
  if (!holder.unitId) return []
  const people = await membersOf(tx, town, at, { unitIds: [holder.unitId] })
  return people.filter((p) => p.role === 'handler' || p.role === 'village').slice(0, most)
}

async function peopleInRoles(tx: Tx, town: string, at: Date, roles: readonly string[]): Promise<{ personId: string }[]> {
  const found = await Promise.all(roles.map((role) => membersOf(tx, town, at, { role })))
  return found.flatMap((people) => people.slice(0, most))
}

/** A case came to a unit or a person: they are told; what they did themselves they know. */
const arrived = onFact(caseActed, 'notice.case-arrived', async (tx, fact, { town, at }) => {
  const moved = fact.holder.unitId !== fact.holderBefore.unitId || fact.holder.personId !== fact.holderBefore.personId
  if (fact.closed || !moved || (!fact.holder.unitId && !fact.holder.personId)) return
  const people = (await peopleOf(tx, town, at, fact.holder)).filter((p) => p.personId !== fact.personId)
  await notify(tx, town, at, people, {
    kind: 'case.arrived',
    title: `${fact.stepTitle}：${fact.title}`,
    words: `${fact.number} ${fact.actionTitle}`,
    urgent: fact.urgency <= 2,
    object: `case:${fact.caseId}`,
  })
})

/** A clock warns or is over: the holder and the roles of that rung. */
const alarmed = onFact(clockAlarmed, 'notice.clock-alarmed', async (tx, fact, { town, at }) => {
  const holder = fact.tellHolder ? await peopleOf(tx, town, at, fact.holder) : []
  const people = [...holder, ...(await peopleInRoles(tx, town, at, fact.roles))]
  await notify(tx, town, at, people, {
    kind: fact.overdue ? 'case.overdue' : 'case.due-soon',
    title: `${fact.overdue ? '已超期' : '快到期'}：${fact.title}`,
    words: `${fact.number} ${fact.clockTitle}时限`,
    urgent: fact.overdue || fact.urgency <= 2,
    object: `case:${fact.caseId}`,
  })
})

export const noticeHandlers = [arrived, alarmed]
