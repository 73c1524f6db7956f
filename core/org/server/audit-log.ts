import { likePattern } from '#platform/contract/bigrams.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Route } from '#platform/server/module.ts'
import { z } from 'zod'
import { type AuditEntry, listAudit, listUnusual } from '../audit-log.ts'
import { page } from './page.ts'
import { route } from './route.ts'
import { unusualLooks } from './unusual.ts'

const Cursor = z.tuple([z.iso.datetime(), Id])
const monthMs = 30 * 86_400_000
type Row = Omit<AuditEntry, 'at'> & { at: Date }

/** The audit log for the auditor, newest first, by keyset of time and id. */
export const auditRoutes: Route[] = [
  route(listAudit, async ({ tx, actor, query }) => {
    const after = readAfter(Cursor, query.after)
    const rows = await tx.query<Row>(
      `select l.id, l.at, l.subject, p.name, l.post, l.kind, l.object, l.reason, l.result, l.ip, l.terminal, l.detail
       from platform.audit l
       left join org.person p on p.town = l.town and l.subject = 'person:' || p.id::text
       where l.town = $1
         and ($2::text is null or l.subject = $2)
         and ($3::text is null or l.kind like $3)
         and ($4::text is null or l.object = $4)
         and ($5::text is null or l.result = $5)
         and ($6::timestamptz is null or l.at >= $6)
         and ($7::timestamptz is null or l.at < $7)
         and ($8::timestamptz is null or (l.at, l.id) < ($8, $9::uuid))
       order by l.at desc, l.id desc limit $10`,
      [
        actor.town,
        query.subject,
        query.kind && likePattern(query.kind).slice(1),
        query.object,
        query.result,
        query.from,
        query.to,
        after?.[0],
        after?.[1],
        query.limit + 1,
      ],
    )
    const shown = page(rows, query.limit, (row) => writeCursor([row.at.toISOString(), row.id]))
    return { ...shown, rows: shown.rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  }),
  route(listUnusual, async ({ tx, actor, query, now }) => {
    const to = query.to ? new Date(query.to) : now
    const from = query.from ? new Date(query.from) : new Date(to.getTime() - monthMs)
    return { rows: await unusualLooks(tx, actor.town, from, to) }
  }),
]
