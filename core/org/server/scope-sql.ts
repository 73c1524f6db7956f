import type { Actor } from '../actor.ts'
import { areasOf } from '../scope.ts'

/** Where a row says who holds it, who took part, where it lies and whose it is. Names are trusted SQL, never user text. */
export interface ScopeColumns {
  /** Columns of one unit id: `c.holder_unit`. */
  readonly unit?: readonly string[]
  /** Columns of an array of unit ids: `c.unit_ids`. */
  readonly units?: readonly string[]
  /** A code column in collation "C". */
  readonly area?: string
  /** Columns of one person id: `c.reported_by`. */
  readonly person?: readonly string[]
  /** Columns of an array of person ids. */
  readonly persons?: readonly string[]
}

export interface Branch {
  readonly text: string
  readonly values: readonly unknown[]
}

/**
 * A permission as SQL: everything, nothing, or branches of which a visible row fulfils at least one. They come apart
 * because PostgreSQL turns one big OR into a bitmap of all matches and sorts it: a keyset list instead runs
 * each branch on its own index with its own limit and merges the few rows (a row may come out of two branches).
 * Every branch is written with placeholders from `$from` on. The plain form is `reaches` in ../scope.ts.
 */
export function scopeBranches(actor: Actor, permission: string, columns: ScopeColumns, from = 1): Branch[] | 'all' | 'none' {
  const reach = actor.reach.get(permission) ?? []
  if (reach.includes('town')) return 'all'
  const one = (text: string, value: unknown): Branch => ({ text, values: [value] })
  const branches: Branch[] = []
  if (reach.includes('unit') && actor.unitIds.length > 0) {
    for (const column of columns.unit ?? []) branches.push(one(`${column} = any($${from})`, actor.unitIds))
    for (const column of columns.units ?? []) branches.push(one(`${column} && $${from}`, actor.unitIds))
  }
  if (reach.includes('area') && columns.area) {
    for (const code of areasOf(actor))
      branches.push({ text: `${columns.area} >= $${from} and ${columns.area} < $${from + 1}`, values: [code, codeAfter(code)] })
  }
  if (reach.includes('own') && actor.personId !== '') {
    for (const column of columns.person ?? []) branches.push(one(`${column} = $${from}`, actor.personId))
    for (const column of columns.persons ?? []) branches.push(one(`${column} @> array[$${from}::uuid]`, actor.personId))
  }
  return branches.length > 0 ? branches : 'none'
}

/** The same as one condition, for counts and single rows: `(a or b or c)`, `true` or `false`. */
export function scopeCondition(actor: Actor, permission: string, columns: ScopeColumns, from = 1): Branch {
  const branches = scopeBranches(actor, permission, columns, from)
  if (branches === 'all') return { text: 'true', values: [] }
  if (branches === 'none') return { text: 'false', values: [] }
  const values: unknown[] = []
  const texts = branches.map((branch) => {
    const shift = values.length
    values.push(...branch.values)
    return branch.text.replaceAll(/\$(\d+)/gu, (_, n: string) => `$${Number(n) + shift}`)
  })
  return { text: `(${texts.map((text) => `(${text})`).join(' or ')})`, values }
}

/** The first code after all that begin with a prefix, in collation "C". */
export function codeAfter(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)
}
