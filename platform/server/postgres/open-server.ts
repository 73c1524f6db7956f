import { Client } from 'pg'
import { codeOf, failStorage } from './storage-faults.ts'

/** The first version whose SQL we write: MERGE, `unnest` ingest plans, NULLS NOT DISTINCT. */
const oldestVersion = 150000

export interface Server {
  readonly url: string
  /** PostgreSQL version, e.g. `15.14`. */
  readonly version: string
  readonly database: string
}

/** Checks that the server of `DATABASE_URL` can carry the platform. Throws a `Fault` of `storageFaults` that says what to change. */
export async function openServer(url: string): Promise<Server> {
  const client = new Client({ connectionString: checkedUrl(url), connectionTimeoutMillis: 10_000, application_name: 'sihe-check' })
  const place = placeOf(url)
  try {
    await client.connect()
    const { rows } = await client.query<{
      number: number
      version: string
      database: string
      encoding: string
      standby: boolean
      create: boolean
    }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
              current_database() as database, current_setting('server_encoding') as encoding,
              pg_is_in_recovery() as standby, has_database_privilege(current_database(), 'CREATE') as create`,
    )
    const found = rows[0]!
    if (found.number < oldestVersion) throw failStorage('platform.server-too-old', { detail: `${place} 是 PostgreSQL ${found.version}` })
    if (found.encoding !== 'UTF8') throw failStorage('platform.server-wrong-encoding', { detail: `${place} 的编码是 ${found.encoding}` })
    if (found.standby) throw failStorage('platform.server-read-only', { detail: place })
    if (!found.create) throw failStorage('platform.server-no-permission', { detail: place })
    return { url, version: found.version.split(' ')[0]!, database: found.database }
  } catch (error) {
    throw serverFault(error, place)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function serverFault(error: unknown, place: string): unknown {
  const code = codeOf(error)
  const detail = `${place}（${error instanceof Error && error.message ? error.message : code}）`
  if (code === '28P01' || code === '28000') return failStorage('platform.server-refused', { detail })
  if (code === '3D000') return failStorage('platform.server-no-database', { detail })
  if (code === '42501') return failStorage('platform.server-no-permission', { detail })
  if (/^E[A-Z]+/.test(code) || code === '57P03' || (error instanceof Error && /timeout|terminated/i.test(error.message))) {
    return failStorage('platform.server-unreachable', { detail })
  }
  return error
}

function checkedUrl(url: string): string {
  try {
    const { protocol, pathname } = new URL(url)
    if (/^postgres(ql)?:$/.test(protocol) && pathname.length > 1) return url
  } catch {
    // falls through to the refusal
  }
  throw failStorage('platform.server-unreachable', { detail: 'DATABASE_URL 的写法应为 postgres://用户名:密码@主机:5432/库名' })
}

/** Host and database for a message; never the password. */
function placeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  return `${searchParams.get('host') ?? host}${decodeURIComponent(pathname)}`
}
