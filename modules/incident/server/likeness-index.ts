import { type Tx, prepared } from '#platform/server/database.ts'
import { blockKeys, probeKeys } from '../likeness/block-keys.ts'
import { type Fingerprint, type Report, fingerprint } from '../likeness/report.ts'
import { type Ranked, rankCandidates } from '../likeness/score.ts'
import { getClasses } from './catalogue.ts'

/** How far back a problem may still be the same one. */
const windowMs = 45 * 86_400_000

/** Stores the keys an incident is found under; closed ones stay some weeks. */
export async function indexIncident(tx: Tx, town: string, caseId: string, print: Fingerprint): Promise<void> {
  await tx.post(insertKeys, [town, blockKeys(print), new Date(print.at), caseId])
}

const insertKeys = prepared(
  `insert into incident.likeness_key (town, key, reported_at, case_id) select $1, k, $3, $4 from unnest($2::text[]) k on conflict do nothing`,
)

const alikeStatement = prepared(
  `with hit as (
       select h.case_id, count(*) as shared from unnest($2::text[]) k cross join lateral (
         select case_id from incident.likeness_key where town = $1 and key = k and reported_at > $3 and reported_at <= $4 order by reported_at desc limit 30) h
       group by h.case_id order by shared desc, max(h.case_id::text) desc limit 30)
     select i.case_id, i.fingerprint, i.open from hit join incident.incident i on i.town = $1 and i.case_id = hit.case_id
     where i.main_case is null and i.fingerprint is not null and ($5::uuid is null or (i.case_id <> $5))`,
)

/**
 * Incidents that may tell of the same problem, best first: up to 30 by shared keys from the index, compared in
 * process. @param self leaves this case and those merged with it out
 */
export async function findAlike(tx: Tx, town: string, report: Report, self?: string): Promise<Ranked<string>[]> {
  const catalogue = await getClasses(tx, town)
  const print = fingerprint(report, catalogue)
  const hits = await tx.query<{ case_id: string; fingerprint: Fingerprint; open: boolean }>(alikeStatement, [
    town,
    probeKeys(print),
    new Date(report.at - windowMs),
    new Date(report.at + 86_400_000),
    self ?? null,
  ])
  return rankCandidates(
    print,
    hits.map((h) => ({ of: h.case_id, fingerprint: { ...h.fingerprint, open: h.open } })),
    { catalogue },
  )
}
