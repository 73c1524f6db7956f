import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './finding.ts'

const CREATE = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([a-z_."]+)\s*\(/gi
const COMMENT = /\bcomment\s+on\s+table\s+([a-z_."]+)\s+is\b/gi
const KEY = /\b(?:primary\s+key|unique(?:\s+nulls\s+(?:not\s+)?distinct)?|foreign\s+key)\s*\(\s*([a-z_"]+)/gi
const COLUMN_KEY = /^\s*([a-z_]+)\s+[a-z][^,(]*\b(primary\s+key|unique)\b(?!\s*\()/gim
// Newer than PostgreSQL 15, or an extension that a domestic relative lacks.
const TOO_NEW = /\b(?:uuidv7|merge\s+into[^;]*returning|json_table|any_value|create\s+extension)\b/gi

/** Migration SQL: every table explained, every key beginning with the town, nothing a PostgreSQL 15 would refuse. */
export function checkMigrations(root: string, paths: readonly string[]): Finding {
  const migrations = paths.filter((path) => /\/migrations\/[^/]+\.sql$/.test(path))
  const texts = migrations.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
  const problems = texts.flatMap(([path, sql]) => migrationProblems(path, sql))
  const tables = texts.reduce((count, [, sql]) => count + [...withoutComments(sql).matchAll(CREATE)].length, 0)
  return { name: 'migrations', summary: `${migrations.length} migrations, ${tables} tables`, problems }
}

export function migrationProblems(path: string, sql: string): string[] {
  const plain = withoutComments(sql)
  const commented = new Set([...plain.matchAll(COMMENT)].map((match) => match[1]?.toLowerCase()))
  const silent = [...plain.matchAll(CREATE)].map((match) => match[1]?.toLowerCase()).filter((table) => !commented.has(table))
  const partitions = new Set([...plain.matchAll(/create\s+table\s+([a-z_."]+)\s+partition\s+of/gi)].map((match) => match[1]?.toLowerCase()))
  const keys = [...plain.matchAll(KEY)].filter((match) => match[1]?.replaceAll('"', '') !== 'town')
  const columnKeys = [...plain.matchAll(COLUMN_KEY)].filter((match) => match[1] !== 'town')
  return [
    ...silent.filter((table) => !partitions.has(table)).map((table) => `${path}: table ${table} has no COMMENT ON TABLE`),
    ...keys.map((match) => `${path}: "${match[0]}…": every key begins with town`),
    ...columnKeys.map((match) => `${path}: column ${match[1]} is a key by itself; every key begins with town`),
    ...[...plain.matchAll(TOO_NEW)].map((match) => `${path}: ${match[0]} is outside the PostgreSQL 15 subset`),
  ]
}

const withoutComments = (sql: string): string => sql.replace(/--[^\n]*/g, '').replace(/\/\*[\s\S]*?\*\//g, '')
