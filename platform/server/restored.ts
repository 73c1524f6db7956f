import type { Database } from './database.ts'

const foreign = `select 1 from platform.outbox where xid >= pg_snapshot_xmax(pg_current_snapshot())
  union all select 1 from platform.delivery where xid >= pg_snapshot_xmax(pg_current_snapshot()) limit 1`

// One statement, one snapshot: the deleted rows are read before they go. Foreign rows come before those this server
// has written meanwhile; a handler without a place ('0') has had nothing.
const renumber = `
  with ends as (select pg_snapshot_xmax(pg_current_snapshot()) as upto),
  places as materialized (
    select town, handler, xid <> '0' and xid < upto as native, xid, seq from platform.delivery, ends where handler <> 'platform.retention'),
  moved as materialized (
    select town, xid, seq, name, payload, audience, at, native, row_number() over (order by native, xid, seq) as place
    from (select outbox.*, xid < upto as native from platform.outbox, ends) o
    where exists (select from places p where p.town = o.town and (p.native, p.xid, p.seq) < (o.native, o.xid, o.seq))
       or not exists (select from places p where p.town = o.town)),
  gone as (delete from platform.outbox),
  written as (
    insert into platform.outbox (town, seq, name, payload, audience, at) overriding system value
    select town, place, name, payload, audience, at from moved)
  update platform.delivery d set xid = pg_current_xact_id(), failures = 0, retry_at = null,
    seq = coalesce((
      select max(m.place) from moved m join places p on (p.native, p.xid, p.seq) >= (m.native, m.xid, m.seq)
      where p.town = d.town and p.handler = d.handler), 0)`

/**
 * After a logical restore the rows carry transaction numbers of another server, which lie in this one's future: no
 * new row would ever come after them. Renumbers what somebody still has to receive as one transaction of this server,
 * keeps each handler's place in it, and drops what everybody has had. Does nothing on any other start.
 * @returns whether there was something to adopt
 */
export async function adoptRestored(db: Database): Promise<boolean> {
  if ((await db.read.query(foreign)).length === 0) return false
  return db.transaction(async (tx) => {
    await tx.query(`lock table platform.outbox, platform.delivery in exclusive mode`)
    if ((await tx.query(foreign)).length === 0) return false
    // Marks the old stream as removed, so that a reader who comes with an old place starts afresh.
    await tx.query(`insert into platform.delivery (town, handler, xid, seq)
      select distinct town, 'platform.retention', '0'::xid8, 0 from platform.delivery on conflict (town, handler) do nothing`)
    await tx.query(renumber)
    return true
  })
}
