import { escapeIdentifier, type ClientBase } from 'pg'
import type { Partition, Relation, Sequence, Table } from './backup-format.ts'

/** Where `platform/server/migrate.ts` records what it applied; restored by applying, never by copying. */
const migrationTable = 'platform.migration'
const notCopied = [migrationTable, 'platform.migration_lock']

const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

/** Quoted `schema.name`. */
export function quoted({ schema, name }: Relation): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`
}

/** Every table with rows of its own: plain tables and the roots of partitioned ones, without generated columns. */
export async function readTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned,
            coalesce((select json_agg(a.attname order by a.attnum) from pg_attribute a
                      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '[]') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${ours}
       and n.nspname || '.' || c.relname <> all ($1)
     order by 1, 2`,
    [notCopied],
  )
  return rows
}

/** Every partition, parents before children. */
export async function readPartitions(client: ClientBase): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(
    `with recursive tree as (
       select c.oid, 0 as depth from pg_class c where c.relkind = 'p' and not c.relispartition
       union all select i.inhrelid, depth + 1 from tree join pg_inherits i on i.inhparent = tree.oid)
     select n.nspname as schema, c.relname as name,
            json_build_object('schema', pn.nspname, 'name', p.relname) as parent,
            pg_get_expr(c.relpartbound, c.oid) as bound, pg_get_partkeydef(c.oid) as by
     from tree join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace
     join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
     where depth > 0 and ${ours} order by depth, 1, 2`,
  )
  return rows
}

/** Names of the applied migrations; empty where none ever ran. */
export async function readMigrations(client: ClientBase): Promise<string[]> {
  const known = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [migrationTable])
  if (!known.rows[0]?.there) return []
  const { rows } = await client.query<{ name: string }>(`select name from ${migrationTable} order by name`)
  return rows.map((row) => row.name)
}

/** Where every sequence stands. Read after the rows: it may only be ahead of them. */
export async function readSequences(client: ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Relation>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours} order by 1, 2`,
  )
  const sequences: Sequence[] = []
  for (const relation of rows) {
    const at = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(relation)}`,
    )
    sequences.push({ ...relation, ...at.rows[0]! })
  }
  return sequences
}

/** Every foreign key with the statement that makes it again. */
export async function readForeignKeys(client: ClientBase): Promise<(Relation & { constraint: string; definition: string })[]> {
  const { rows } = await client.query<Relation & { constraint: string; definition: string }>(
    `select n.nspname as schema, c.relname as name, k.conname as constraint, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and ${ours} order by 1, 2, 3`,
  )
  return rows
}

/** Every materialized view, in the order they were made. */
export async function readMaterializedViews(client: ClientBase): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'm' and ${ours} order by c.oid`,
  )
  return rows
}
