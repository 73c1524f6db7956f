import type { Tx } from '#platform/server/database.ts'
import { bigrams } from '#platform/contract/bigrams.ts'
import { failService } from '../../faults.ts'
import type { MatterVersion } from '../../matter.ts'
import { findMatterFaults } from '../../matter-rules.ts'
import { meetingClass, waysOf } from '../../ways.ts'

/** The version of a matter that stands on a day; undefined when none does. */
export async function findMatter(tx: Tx, town: string, code: string, day: string): Promise<MatterVersion | undefined> {
  const [row] = await tx.query<{ spec: MatterVersion }>(
    `select spec from service.matter
      where town = $1 and code = $2 and from_day <= $3 and (to_day is null or to_day > $3)
      order by from_day desc limit 1`,
    [town, code, day],
  )
  return row?.spec
}

export async function getMatter(tx: Tx, town: string, code: string, day: string): Promise<MatterVersion> {
  const matter = await findMatter(tx, town, code, day)
  if (!matter) throw failService('service.matter-missing')
  return matter
}

/** Stores versions as they are, many at once; a version of the same code and day is replaced. Unsound ones refuse the whole. */
export async function storeMatters(tx: Tx, town: string, matters: readonly MatterVersion[], by: string, now: Date): Promise<void> {
  for (const matter of matters) {
    const [fault] = findMatterFaults(matter)
    if (fault) throw failService('service.matter-unsound', { detail: `${matter.code} ${matter.name}：${fault.message}` })
  }
  await tx.query(
    `insert into service.matter (town, code, from_day, to_day, name, domain, type, unit_id, level, handling, meeting, ways, agent_allowed, spec, grams,
        changed_at, changed_by)
     select $1, r.code, r.from_day, r.to_day, r.name, r.domain, r.type, r.unit_id, r.level, r.handling, r.meeting,
        array(select jsonb_array_elements_text(r.ways)), r.agent_allowed, r.spec, array(select jsonb_array_elements_text(r.grams)), $3, $4
       from jsonb_to_recordset($2::jsonb) as r (code text, from_day date, to_day date, name text, domain text, type text, unit_id uuid, level text,
        handling text, meeting text, ways jsonb, agent_allowed boolean, spec jsonb, grams jsonb)
     on conflict (town, code, from_day) do update set to_day = excluded.to_day, name = excluded.name, domain = excluded.domain, type = excluded.type,
        unit_id = excluded.unit_id, level = excluded.level, handling = excluded.handling, meeting = excluded.meeting, ways = excluded.ways,
        agent_allowed = excluded.agent_allowed, spec = excluded.spec, grams = excluded.grams, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by`,
    [
      town,
      JSON.stringify(
        matters.map((m) => ({
          code: m.code,
          from_day: m.from,
          to_day: m.to ?? null,
          name: m.name,
          domain: m.domain,
          type: m.type,
          unit_id: m.unitId,
          level: m.level,
          handling: m.handling,
          meeting: meetingClass(m),
          ways: waysOf(m),
          agent_allowed: m.agentAllowed,
          spec: m,
          grams: bigrams(`${m.code} ${m.name} ${m.domain}`),
        })),
      ),
      now,
      by,
    ],
  )
}
