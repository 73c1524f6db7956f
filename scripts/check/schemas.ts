/** SQL of a room may name its own schema, `platform`, and the views other rooms publish — nothing else of theirs. */
import { readFileSync } from 'node:fs'

export interface SchemaFault {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** The views a migration publishes: `create view x.y`. */
export function publishedViews(migrations: readonly string[]): Set<string> {
  return new Set(
    migrations.flatMap((sql) => [...sql.matchAll(/create (?:or replace )?view "?(\w+)"?\.(\w+)/gi)].map((m) => `${m[1]}.${m[2]}`)),
  )
}

/** The schema a file belongs to: `core/org/server/x.ts` → org; undefined where no rule holds. */
export function schemaOf(file: string): string | undefined {
  const match = /^(?:core|modules)\/([\w-]+)\/server\//.exec(file)
  return match?.[1]
}

const mention = /\b(from|join|into|update|delete from|truncate|using)\s+(?:only\s+)?"?([a-z_]+)"?\.([a-z_]+)/gi

/** Tables of other rooms named in a file's SQL. */
export function foreignTables(file: string, source: string, schemas: ReadonlySet<string>, views: ReadonlySet<string>): SchemaFault[] {
  const own = schemaOf(file)
  if (!own) return []
  return source.split('\n').flatMap((line, index) =>
    [...line.matchAll(mention)]
      .filter(
        ([, , schema = '', table = '']) =>
          schemas.has(schema) && schema !== own && schema !== 'platform' && !views.has(`${schema}.${table}`),
      )
      .map(([, , schema, table]) => ({
        file,
        line: index + 1,
        text: `${schema}.${table} belongs to another room: call its server API or read a view it publishes`,
      })),
  )
}

/** Runs the rule over files of the tree. */
export function checkSchemas(files: readonly string[]): SchemaFault[] {
  const migrations = files.filter((f) => f.endsWith('.sql')).map((f) => readFileSync(f, 'utf8'))
  const views = publishedViews(migrations)
  const schemas = new Set(
    migrations.flatMap((sql) => [...sql.matchAll(/create (?:table|view) (?:if not exists )?"?(\w+)"?\./gi)].map((m) => m[1]!)),
  )
  return files
    .filter((f) => f.endsWith('.ts') && !/\.test\.ts$|\/test(ing)?\//.test(f))
    .flatMap((f) => foreignTables(f, readFileSync(f, 'utf8'), schemas, views))
}
