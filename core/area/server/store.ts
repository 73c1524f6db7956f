import type { Tx } from '#platform/server/database.ts'
import { bigrams } from '#platform/contract/bigrams.ts'
import { Id, newId } from '#platform/contract/id.ts'
import type { Area, AreaRef } from '../contract.ts'

const columns = `id, code, name, tier, parent, overlay, geometry, bbox, valid_from as "validFrom", valid_to as "validTo"`

type Row = Omit<Area, 'parent' | 'validTo'> & { parent: string | null; validTo: string | null }

function areaOf({ parent, validTo, ...row }: Row): Area {
  return { ...row, ...(parent === null ? {} : { parent }), ...(validTo === null ? {} : { validTo }) }
}

/** Every version of every area of a town. */
export async function listAreas(tx: Tx, town: string): Promise<Area[]> {
  return (await tx.query<Row>(`select ${columns} from area.area where town = $1 order by tier, code, valid_from`, [town])).map(areaOf)
}

/** Counts the versions and the newest change: equal answers mean equal areas. */
export async function areasStamp(tx: Tx, town: string): Promise<string> {
  const [row] = await tx.query<{ stamp: string }>(
    `select count(*) || '/' || coalesce(max(changed_at)::text, '') || '/' || coalesce(sum(version), 0) as stamp from area.area where town = $1`,
    [town],
  )
  return row!.stamp
}

/** Stores new versions in one statement. */
export async function insertAreas(tx: Tx, town: string, areas: readonly Area[], by: string): Promise<void> {
  await tx.query(
    `insert into area.area (town, id, code, name, tier, parent, overlay, geometry, bbox, valid_from, valid_to, changed_by)
     select $1, a->>'id', a->>'code', a->>'name', a->>'tier', a->>'parent', (a->>'overlay')::boolean, a->'geometry',
       (select array_agg(v::float8 order by n) from jsonb_array_elements_text(a->'bbox') with ordinality as b(v, n)), (a->>'validFrom')::date, (a->>'validTo')::date, $3
     from jsonb_array_elements($2::jsonb) a`,
    [town, JSON.stringify(areas), by],
  )
}

/** Replaces one kind of base map features (a GeoJSON FeatureCollection). */
export async function saveBaseMap(tx: Tx, town: string, kind: string, features: unknown): Promise<void> {
  await tx.query(
    `insert into area.base_map (town, kind, features) values ($1, $2, $3) on conflict (town, kind) do update set features = excluded.features, changed_at = clock_timestamp()`,
    [town, kind, JSON.stringify(features)],
  )
}

/** All base map collections by kind. */
export async function readBaseMap(tx: Tx, town: string): Promise<Record<string, unknown>> {
  const rows = await tx.query<{ kind: string; features: unknown }>(`select kind, features from area.base_map where town = $1`, [town])
  return Object.fromEntries(rows.map((r) => [r.kind, r.features]))
}

/** Counts and newest changes of all a map tile is drawn from: equal answers mean equal tiles. */
export async function groundStamp(tx: Tx, town: string): Promise<string> {
  const [row] = await tx.query<{ base: string; places: string }>(
    `select (select count(*) || '/' || coalesce(max(changed_at)::text, '') from area.base_map where town = $1) as base,
       (select count(*) || '/' || coalesce(max(changed_at)::text, '') from area.place_name where town = $1) as places`,
    [town],
  )
  return `${await areasStamp(tx, town)}/${row!.base}/${row!.places}`
}

/** Every named place, for the map's own names and its layer of key places. */
export async function listPlaceNames(tx: Tx, town: string): Promise<(PlaceName & { id: string })[]> {
  return tx.query(`select id, name, kind, address, point from area.place_name where town = $1 order by id`, [town])
}

export interface PlaceName {
  name: string
  kind: string
  address: string
  point: [number, number]
}

/** Adds place names with their search grams. */
export async function insertPlaceNames(tx: Tx, town: string, places: readonly PlaceName[]): Promise<void> {
  await tx.query(
    `insert into area.place_name (town, id, name, kind, address, point, grams)
     select $1, (p->>'id')::uuid, p->>'name', p->>'kind', p->>'address', point((p->'point'->>0)::float8, (p->'point'->>1)::float8), array(select jsonb_array_elements_text(p->'grams'))
     from jsonb_array_elements($2::jsonb) p`,
    [town, JSON.stringify(places.map((p) => ({ ...p, id: newId(), grams: bigrams(`${p.name} ${p.address}`) })))],
  )
}

/** Place names that hold all two-grams of the words, shortest name first. */
export async function findPlaceNames(tx: Tx, town: string, words: string, limit: number): Promise<(PlaceName & { id: string })[]> {
  const grams = bigrams(words)
  return tx.query(
    `select id, name, kind, address, point from area.place_name where town = $1 and ${grams.length ? 'grams @> $2' : 'name like $2'} order by length(name), name limit $3`,
    [town, grams.length ? grams : `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`, limit],
  )
}

/**
 * Areas that count on a day by a part of the name or the beginning of the code, larger ones first. A town has hundreds: the
 * key of the town is index enough. Trailing zeros of an official code are not stored, so they are taken off the words.
 */
export async function findAreas(
  tx: Tx,
  town: string,
  words: string,
  day: string,
  limit: number,
): Promise<(AreaRef & { parentName?: string })[]> {
  const escaped = words.replaceAll(/[\\%_]/g, '\\$&')
  const code = /^\d{6,}0+$/.test(words) ? words.replace(/0+$/, '') : escaped
  const rows = await tx.query<AreaRef & { parentName: string | null }>(
    `select a.id, a.code, a.name, a.tier, p.name as "parentName" from area.area a
     left join area.area p on p.town = a.town and p.code = a.parent and p.valid_from <= $4 and (p.valid_to is null or p.valid_to > $4)
     where a.town = $1 and (a.name like $2 or a.code like $3) and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)
     order by length(a.code), a.code limit $5`,
    [town, `%${escaped}%`, `${code}%`, day, limit],
  )
  return rows.map(({ parentName, ...area }) => (parentName === null ? area : { ...area, parentName }))
}

/** One named place; an id that is none finds nothing. */
export async function findPlaceName(tx: Tx, town: string, id: string): Promise<PlaceName | undefined> {
  if (!Id.safeParse(id).success) return undefined
  const [row] = await tx.query<PlaceName>(`select name, kind, address, point from area.place_name where town = $1 and id = $2`, [town, id])
  return row
}

/** Ends versions: writes the first day on which each no longer counts. */
export async function endAreas(tx: Tx, town: string, areas: readonly Area[], by: string): Promise<void> {
  await tx.query(
    `update area.area set valid_to = (a->>'validTo')::date, version = version + 1, changed_at = now(), changed_by = $3
     from jsonb_array_elements($2::jsonb) a where town = $1 and id = a->>'id'`,
    [town, JSON.stringify(areas.map(({ id, validTo }) => ({ id, validTo }))), by],
  )
}

/** One writer of boundaries in a town at a time: a change is judged against the whole town, so two must not pass each other. */
export async function lockAreas(tx: Tx, town: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('area:' || $1, 0))`, [town])
}

/** Every code there ever was. */
export async function listCodes(tx: Tx, town: string): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(`select distinct code from area.area where town = $1 order by code`, [town])
  return rows.map(({ code }) => code)
}

/** Every version of a code, newest first, with who wrote it. */
export async function listVersions(tx: Tx, town: string, code: string): Promise<(Area & { changedAt: Date; changedBy: string })[]> {
  const rows = await tx.query<Row & { changedAt: Date; changedBy: string }>(
    `select ${columns}, changed_at as "changedAt", changed_by as "changedBy" from area.area where town = $1 and code = $2 order by valid_from desc`,
    [town, code],
  )
  return rows.map(({ changedAt, changedBy, ...row }) => ({ ...areaOf(row), changedAt, changedBy }))
}

/** Remembers a previewed file of a town. */
export async function rememberImportFile(
  tx: Tx,
  town: string,
  file: { sha256: string; name: string; size: number; at: Date; by: string },
): Promise<void> {
  await tx.query(
    `insert into area.import_file (town, sha256, name, size, uploaded_at, uploaded_by) values ($1, $2, $3, $4, $5, $6) on conflict (town, sha256) do nothing`,
    [town, file.sha256, file.name, file.size, file.at, file.by],
  )
}

/** The name of a file somebody of this town has previewed. */
export async function findImportFile(tx: Tx, town: string, sha256: string): Promise<string | undefined> {
  const [row] = await tx.query<{ name: string }>(`select name from area.import_file where town = $1 and sha256 = $2`, [town, sha256])
  return row?.name
}
