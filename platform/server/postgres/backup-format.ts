import { z } from 'zod'

/** The first entry of a backup: what must be known before its rows can be read. */
export const headName = 'sihe-backup.json'
/** The last entry: counts and checksums. A backup without it was cut short. */
export const manifestName = 'manifest.json'

const Relation = z.object({ schema: z.string(), name: z.string() })
export type Relation = z.infer<typeof Relation>

/** Rows lie in `tables/<schema>.<name>/000001.copy` …, COPY text format, UTF-8. */
const Table = Relation.extend({ columns: z.array(z.string()), partitioned: z.boolean() })
export type Table = z.infer<typeof Table>

/** A partition, parents before children; most are made at run time, not by a migration. */
const Partition = Relation.extend({ parent: Relation, bound: z.string(), by: z.string().nullable() })
export type Partition = z.infer<typeof Partition>

export const BackupHead = z.object({
  format: z.literal(1),
  product: z.literal('sihe'),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** Names of the applied migrations, in their order. */
  migrations: z.array(z.string()),
  tables: z.array(Table),
  partitions: z.array(Partition),
})
export type BackupHead = z.infer<typeof BackupHead>

const Sequence = Relation.extend({ value: z.string(), called: z.boolean() })
export type Sequence = z.infer<typeof Sequence>

const Sum = z.object({ bytes: z.int(), sha256: z.string() })

export const BackupManifest = z.object({
  head: z.string(),
  tables: z.record(z.string(), Sum.extend({ rows: z.int() })),
  files: z.record(z.string(), Sum),
  sequences: z.array(Sequence),
  /** SHA-256 of each key file: the backup may lie apart from the keys, but it says which it needs. */
  keys: z.record(z.string(), z.string()),
})
export type BackupManifest = z.infer<typeof BackupManifest>

/** `schema.name`, the key of a table in the manifest and the name of its folder. */
export function nameOf({ schema, name }: Relation): string {
  return `${schema}.${name}`
}
