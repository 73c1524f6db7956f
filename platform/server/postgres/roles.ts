import { createHmac } from 'node:crypto'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import type { StorageLog } from './embedded.ts'
import { codeOf } from './storage-faults.ts'

/** Owns the schemas and applies migrations. */
export const migrator = 'sihe_migrator'
/** Used at run time: reads and writes rows, no DDL, nothing but INSERT on append-only tables. */
export const runner = 'sihe_runner'

export interface RoleUrls {
  readonly migratorUrl: string
  readonly runnerUrl: string
}

/**
 * Prepares a database for the two roles, making the database and the roles where they are missing; safe
 * to repeat and to run from several processes. Tables the migrator makes later are granted to the runner
 * by default privileges; a migration takes the rest away with `select platform.append_only('schema.table')`.
 * Where the given user may not create roles (a rented server), warns and returns its own URL for both.
 */
export async function prepareRoles(adminUrl: string, database: string, log: StorageLog): Promise<RoleUrls> {
  const admin = new Client({ connectionString: adminUrl, application_name: 'sihe-prepare' })
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock($1)', [roleLock]) // until the session ends
    const own = urlFor(adminUrl, database)
    const fallback = (why: string): RoleUrls => {
      log.warn(`${why}；迁移和运行将共用 DATABASE_URL 里的用户，只增表不再由数据库权限保护`)
      return { migratorUrl: own, runnerUrl: own }
    }
    const { rows } = await admin.query<{ may: boolean; super: boolean; name: string }>(
      'select rolcreaterole or rolsuper as may, rolsuper as super, rolname as name from pg_roles where rolname = current_user',
    )
    const user = rows[0]
    if (!user?.may) {
      await makeDatabase(admin, database, undefined)
      await inDatabase(own, installPlatform)
      return fallback(`数据库用户 ${user?.name ?? ''} 不能创建角色`)
    }
    const urls = await makeRoles(admin, adminUrl, database, user.super ? undefined : user.name)
    await makeDatabase(admin, database, migrator)
    try {
      await inDatabase(own, async (client) => {
        await grantDatabase(client, database)
        await client.query(`set role ${migrator}`)
        await installPlatform(client)
      })
    } catch (error) {
      if (codeOf(error) !== '42501') throw error
      await inDatabase(own, installPlatform)
      return fallback(`数据库用户 ${user.name} 不是库 ${database} 的所有者，不能授权`)
    }
    // With peer or ident authentication the roles exist but nobody can sign in as them.
    const reachable = await inDatabase(urls.runnerUrl, async () => undefined).then(
      () => true,
      () => false,
    )
    return reachable ? urls : fallback('数据库服务器不接受密码登录')
  } finally {
    await admin.end()
  }
}

/** The same server and parameters, another database and, where given, another role. */
export function urlFor(adminUrl: string, database: string, role?: { name: string; password: string | undefined }): string {
  const url = new URL(adminUrl)
  url.pathname = `/${encodeURIComponent(database)}`
  if (role) {
    url.username = role.name
    url.password = role.password ?? ''
  }
  return url.href
}

/**
 * Passwords come from the administrator's by HMAC: nothing to store, and every process of a large
 * deployment arrives at the same one. No administrator password (trust): none for the roles either.
 */
function passwordFor(adminUrl: string, role: string): string | undefined {
  const secret = decodeURIComponent(new URL(adminUrl).password) || process.env['PGPASSWORD']
  return secret ? createHmac('sha256', secret).update(`sihe ${role}`).digest('base64url') : undefined
}

async function makeRoles(admin: Client, adminUrl: string, database: string, memberName: string | undefined): Promise<RoleUrls> {
  const urls: string[] = []
  for (const role of [migrator, runner]) {
    const password = passwordFor(adminUrl, role)
    const secret = password === undefined ? '' : `password ${escapeLiteral(password)}`
    const known = await admin.query('select 1 from pg_roles where rolname = $1', [role])
    if (known.rowCount === 0) await admin.query(`create role ${role} login nosuperuser nocreatedb nocreaterole noreplication ${secret}`)
    else if (secret) await admin.query(`alter role ${role} login ${secret}`)
    await admin.query(`alter role ${role} set timezone to 'Asia/Shanghai'`)
    // Since PostgreSQL 16 the creator of a role may not act as it until it says so.
    if (memberName) await admin.query(`grant ${role} to ${escapeIdentifier(memberName)}`)
    urls.push(urlFor(adminUrl, database, { name: role, password }))
  }
  return { migratorUrl: urls[0]!, runnerUrl: urls[1]! }
}

/** Several starters at once: roles and grants are shared catalog rows, and PostgreSQL refuses concurrent updates of them. */
const roleLock = 0x53494846

async function makeDatabase(admin: Client, database: string, owner: string | undefined): Promise<void> {
  const known = await admin.query('select 1 from pg_database where datname = $1', [database])
  if (known.rowCount) return
  try {
    await admin.query(`create database ${escapeIdentifier(database)} ${owner ? `owner ${owner}` : ''} encoding 'UTF8' template template0`)
  } catch (error) {
    if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error // another starter was first
  }
}

/** What the two roles may do in one database. Database rights are not part of a template, so clones call this too. */
export async function grantDatabase(client: Client, database: string): Promise<void> {
  const name = escapeIdentifier(database)
  await client.query(`
    revoke connect, temporary on database ${name} from public;
    grant connect, create, temporary on database ${name} to ${migrator};
    grant connect on database ${name} to ${runner};
    alter default privileges for role ${migrator} grant usage on schemas to ${runner};
    alter default privileges for role ${migrator} grant select, insert, update, delete on tables to ${runner};
    alter default privileges for role ${migrator} grant usage, select on sequences to ${runner};
    alter default privileges for role ${migrator} grant execute on routines to ${runner}`)
}

/** The one function migrations need. It also exists where there is only one role, and then does nothing. */
async function installPlatform(client: Client): Promise<void> {
  await client.query(`
    create schema if not exists platform;
    create or replace function platform.append_only(target regclass) returns void language plpgsql as $$
    begin
      if exists (select from pg_roles where rolname = '${runner}') then
        execute format('revoke update, delete, truncate, references, trigger on %s from ${runner}', target);
      end if;
    end $$;
    comment on function platform.append_only(regclass) is '把一张表设为只增：运行角色只能查询和新增'`)
}

async function inDatabase(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'sihe-prepare' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
