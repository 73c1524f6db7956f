import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backup } from './backup.ts'
import { checkBackup } from './backup-reader.ts'
import { listeningLog, scratchFolder } from './fixtures/scratch.ts'
import { settleOutbox } from './outbox-settle.ts'
import { restore } from './restore.ts'
import { joinStorage, openStorage, type Storage } from './storage.ts'

process.env['SIHE_TEST_FSYNC'] = 'off' // nothing is killed here; crash.test.ts keeps it on

const scratch = scratchFolder()
const log = listeningLog()
const lost = join(scratch, '丢失的 DATA_DIR')
const file = join(scratch, 'backups', 'town.tar.gz')

/** A small schema with everything that is awkward to copy. */
const steps: Readonly<Record<string, string>> = {
  '202601010000-club': `
    create schema club;
    create table club.member (town text, id int generated always as identity, name text, boss int, lower_name text generated always as (lower(name)) stored,
      primary key (town, id), foreign key (town, boss) references club.member);
    create table club."借阅 Loan" (town text, id bigint, member int not null, note text, tags text[], place point, raw bytea, extra jsonb, at timestamptz,
      primary key (town, id), foreign key (town, member) references club.member);
    create table club.empty (town text primary key);
    create table club.reading (town text, at timestamptz, value double precision, primary key (town, at)) partition by range (at);
    create table club.reading_rest partition of club.reading default;
    create table club.seen (town text, what text, primary key (town, what));
    insert into club.seen values ('450000', 'put in by the migration');
    create function club.note_it() returns trigger language plpgsql as $$ begin insert into club.seen values (new.town, 'loan ' || new.id); return new; end $$;
    create trigger note_it after insert on club."借阅 Loan" for each row execute function club.note_it();
    create materialized view club.total as select town, count(*) as loans from club."借阅 Loan" group by town;
    select platform.append_only('club.seen')`,
  '202601020000-outbox': `
    create table platform.outbox (town text, xid xid8 not null default pg_current_xact_id(), seq bigint generated always as identity, name text, primary key (town, xid, seq));
    create table platform.delivery (town text, handler text, xid xid8, seq bigint, primary key (town, handler))`,
}

async function migrate(url: string, names: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('create table if not exists platform.migration (name text primary key)')
    for (const name of names) {
      await client.query(steps[name]!)
      await client.query('insert into platform.migration values ($1)', [name])
    }
  })
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A sum of every row of every table, and what the next identity would be. */
async function contents(url: string): Promise<unknown> {
  return withClient(url, async (client) => {
    const sums: Record<string, unknown> = {}
    for (const table of [
      'club.member',
      'club."借阅 Loan"',
      'club.empty',
      'club.reading',
      'club.reading_2026_11',
      'club.reading_rest',
      'club.seen',
      'club.total',
      'platform.migration',
    ]) {
      const { rows } = await client.query(
        `select count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as sum from ${table} t`,
      )
      sums[table] = rows[0]
    }
    const keys = await client.query(
      "select conname, convalidated from pg_constraint where contype in ('f', 'p') and connamespace::regnamespace::text = 'club' order by 1",
    )
    return { sums, keys: keys.rows, next: (await client.query('select last_value from club.member_id_seq')).rows[0] }
  })
}

const open: Storage[] = []
async function storageOf(dataDir: string): Promise<Storage> {
  const storage = await openStorage({ dataDir, databaseUrl: undefined, log })
  open.push(storage)
  return storage
}
afterAll(() => Promise.all(open.map((each) => each.stop())))

let before: unknown
const photo = Buffer.from('照片'.repeat(50_000))
const photoName = `files/${createHash('sha256').update(photo).digest('hex')}`

beforeAll(async () => {
  const storage = await storageOf(lost)
  await migrate(storage.migratorUrl, Object.keys(steps))
  await withClient(storage.migratorUrl, async (client) => {
    await client.query(`
      create table club.reading_2026_11 partition of club.reading for values from ('2026-11-01') to ('2026-12-01');
      insert into club.member (town, name) select '450000', '成员 ' || n || ' ÄB' from generate_series(1, 300) n;
      update club.member set boss = 1 + id % 7;
      insert into club."借阅 Loan" select '450000', n, 1 + n % 300, case when n % 3 = 0 then null else E'第\\t一行\\n第二行\\\\' end, array['甲', null, '"'], point(104.1, 30.6), '\\x00ff0a', '{"键": [1, null]}', '2026-11-22 14:00+08' from generate_series(1, 40000) n;
      insert into club.reading select '450000', '2026-11-01 00:00+08'::timestamptz + n * interval '1 hour', 0.1 * n from generate_series(0, 1500) n;
      delete from club.seen where what = 'loan 5';
      refresh materialized view club.total;
      insert into platform.outbox (town, name) values ('450000', 'delivered');
      insert into platform.outbox (town, name) values ('450000', 'waiting')`)
    await client.query(
      "insert into platform.delivery select '450000', 'screen', xid, min(seq) from platform.outbox group by xid order by xid limit 1",
    )
  })
  mkdirSync(join(lost, 'files', 'scratch'), { recursive: true })
  writeFileSync(join(lost, photoName), photo)
  writeFileSync(join(lost, 'files', 'empty'), '')
  writeFileSync(join(lost, 'files', 'scratch', 'half-arrived'), 'x')
  mkdirSync(join(lost, 'keys'))
  writeFileSync(join(lost, 'keys', 'field.key'), 'secret')
  before = await contents(storage.migratorUrl)
}, 60_000)

describe('a backup', () => {
  test('is made while the platform runs, and holds rows, migrations and files', async () => {
    const beside = await joinStorage({ dataDir: lost, databaseUrl: undefined, log })
    const { head, manifest } = await backup({ url: beside.migratorUrl, dataDir: lost, file })
    await beside.stop()
    expect(head.migrations).toEqual(Object.keys(steps))
    expect(manifest.tables['club.借阅 Loan']?.rows).toBe(40_000)
    expect(manifest.tables['club.reading']?.rows).toBe(1501)
    expect(Object.keys(manifest.files).toSorted()).toEqual([photoName, 'files/empty'].toSorted())
    expect(Object.keys(manifest.keys)).toEqual(['keys/field.key'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(scratch, 'backups'))).toEqual(['town.tar.gz'])
    expect(await checkBackup(file)).toEqual({ head, manifest })
  })

  test('does not overwrite an older one', async () => {
    await expect(backup({ url: open[0]!.migratorUrl, dataDir: lost, file })).rejects.toThrow('备份文件已存在')
  })

  test.each([
    ['cut short', (copy: string) => truncateSync(copy, statSync(copy).size - 5000)],
    ['not a backup', (copy: string) => writeFileSync(copy, 'hello')],
    [
      'changed in one byte',
      (copy: string) => {
        const plain = gunzipSync(readFileSync(copy))
        const at = plain.indexOf('照片照片')
        plain[at + 1]! ^= 1
        writeFileSync(copy, gzipSync(plain, { level: 1 }))
      },
    ],
  ])('that is %s is refused', async (_what, spoil) => {
    const copy = join(scratch, 'spoilt.tar.gz')
    writeFileSync(copy, readFileSync(file))
    spoil(copy)
    await expect(checkBackup(copy)).rejects.toMatchObject({ code: 'platform.backup-damaged' })
  })
})

describe('a restore', () => {
  const fresh = join(scratch, 'fresh')
  const load = (storage: Storage, dataDir: string, settle = settleOutbox) =>
    restore({ url: storage.migratorUrl, dataDir, file, migrate: (names) => migrate(storage.migratorUrl, names), settle })

  test('into a platform that has anything is refused and changes nothing', async () => {
    await expect(load(open[0]!, lost)).rejects.toMatchObject({ code: 'platform.restore-not-empty' })
    expect(await contents(open[0]!.migratorUrl)).toEqual(before)
    const storage = await storageOf(fresh)
    mkdirSync(join(fresh, 'files'))
    writeFileSync(join(fresh, 'files', 'someones'), 'x')
    await expect(load(storage, fresh)).rejects.toMatchObject({ code: 'platform.restore-not-empty' })
    rmSync(join(fresh, 'files', 'someones'))
  })

  test('brings everything back after the folder is lost', async () => {
    await open.shift()!.stop()
    rmSync(lost, { recursive: true })
    await load(open[0]!, fresh)
    expect(await contents(open[0]!.migratorUrl)).toEqual(before)
    expect(readFileSync(join(fresh, photoName)).equals(photo)).toBe(true)
    expect(readdirSync(fresh).toSorted()).toEqual(['files', 'postgres'])
  })

  test('leaves a working platform: numbers go on, triggers and grants work', async () => {
    await withClient(open[0]!.runnerUrl, async (client) => {
      const { rows } = await client.query("insert into club.member (town, name) values ('450000', '新人') returning id")
      expect(rows).toEqual([{ id: 301 }])
      await client.query('insert into club."借阅 Loan" (town, id, member) values (\'450000\', 40001, 301)')
      expect((await client.query("select what from club.seen where what = 'loan 40001'")).rowCount).toBe(1)
      await expect(client.query('delete from club.seen')).rejects.toMatchObject({ code: '42501' })
      await expect(client.query('insert into club."借阅 Loan" (town, id, member) values (\'450000\', 40002, 999)')).rejects.toMatchObject({
        code: '23503',
      })
    })
  })

  test('keeps the outbox in order: what was delivered stays so, new facts come after', async () => {
    await withClient(open[0]!.migratorUrl, async (client) => {
      await client.query("insert into platform.outbox (town, name) values ('450000', 'new')")
      const { rows } = await client.query<{ name: string }>(
        'select o.name from platform.outbox o, platform.delivery d where (o.xid, o.seq) > (d.xid, d.seq) order by o.xid, o.seq',
      )
      expect(rows.map((row) => row.name)).toEqual(['waiting', 'new'])
    })
  })

  test('of a backup whose migrations this program lacks is refused', async () => {
    const storage = await storageOf(join(scratch, 'older-program'))
    const lacking = restore({ url: storage.migratorUrl, dataDir: join(scratch, 'older-program'), file, migrate: async () => undefined })
    await expect(lacking).rejects.toMatchObject({ code: 'platform.backup-newer', message: expect.stringContaining('club.') })
  })
})
