import 'fake-indexeddb/auto' // before Dexie looks for it
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { fact } from '#platform/contract/fact.ts'
import { Id, newId } from '#platform/contract/id.ts'
import type { Principal } from '#platform/contract/principal.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { findFile, publish } from '#platform/server/index.ts'
import { routeFor } from '#platform/server/module.ts'
import { photo } from '#platform/server/test/samples.ts'
import { testPlatform } from '#platform/server/test/test-platform.ts'
import { call } from '../call.ts'
import { keepFault } from '../field/photo.ts'
import { emptyStore } from './device-store.ts'
import { outboxKind } from './kind.ts'
import { type Outbox, listItems, openOutbox } from './outbox.ts'
import { type Luck, badLine, device, keepPhoto } from './testing/chaos.ts'

const town = '320599101'
const Entry = z.object({ words: z.string(), sha256: z.string().optional() })
const noted = fact('ledger.noted', z.object({ actionId: Id, words: z.string(), at: z.string() }))
const note = endpoint('POST /ledger', {
  summary: '记一笔',
  allow: 'signed-in',
  body: Entry.extend({ actionId: Id, at: z.string() }),
  reply: z.object({ ok: z.boolean() }),
})

// A real endpoint on the real server: it takes an entry in its transaction and refuses what it does not like.
const ledger = {
  name: 'ledger',
  facts: [noted],
  routes: [
    routeFor<Principal>()(note, async ({ tx, actor, body }) => {
      if (body.words === '不收') throw failPlatform('platform.invalid', { detail: '这一条写得不对' })
      if (body.sha256 && !(await findFile(tx, town, body.sha256))) throw failPlatform('platform.not-found', { detail: '照片没有到' })
      await publish(tx, actor.town, noted, { actionId: body.actionId, words: body.words, at: body.at }, [])
      return { ok: true }
    }),
  ],
}
const { platform, listen } = await testPlatform([ledger])
const line = badLine(await listen(), { 'x-test-actor': `${town}/worker` })
afterAll(() => line.restore())
beforeEach(() => {
  line.luck = []
  line.otherwise = () => 'fine'
  line.requests = 0
})

const noteKind = outboxKind({
  key: 'ledger.note',
  title: '记一笔',
  body: Entry,
  send: (body, tap) => call(note, { body: { ...body, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }),
})
const urgentKind = outboxKind({ ...noteKind, key: 'ledger.urgent', body: Entry, first: true, send: (b, t) => noteKind.send(b, t) })

const written = async (words: string) =>
  platform.db.read.query<{ payload: { actionId: string; words: string; at: string } }>(
    `select payload from platform.outbox where name = 'ledger.noted' and payload->>'words' = $1`,
    [words],
  )
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** A line that is down, so that nothing leaves before the test says so. */
async function offline(outbox: Outbox, words: string, options: { sha256?: string; subject?: string; urgent?: boolean } = {}) {
  const { sha256, subject, urgent } = options
  line.otherwise = () => 'lost'
  const files = sha256 ? [{ sha256, name: '现场.jpg', mime: 'image/jpeg', size: 1 }] : []
  const item = await outbox.put(
    urgent ? urgentKind : noteKind,
    { words, ...(sha256 ? { sha256 } : {}) },
    { title: words, files, ...(subject ? { subject } : {}) },
  )
  await outbox.drain()
  line.otherwise = () => 'fine'
  return item
}
const open = async (name?: string) => openOutbox({ store: await device(name), kinds: [noteKind, urgentKind], dice: () => 0 })
const stateOf = async (outbox: Outbox, id: string) => (await listItems(outbox.store)).find((i) => i.id === id)

describe('the outbox', () => {
  test('waits without a line, says why, and goes when the line is back, with the time of the tap', async () => {
    const outbox = await open()
    const item = await offline(outbox, '断网时记的')
    expect(await stateOf(outbox, item.id)).toMatchObject({ state: 'waiting', tries: 1, fault: { status: 0 } })
    await outbox.drain(true)
    expect(await stateOf(outbox, item.id)).toMatchObject({ state: 'done', reply: { ok: true } })
    expect((await written('断网时记的')).map((r) => r.payload)).toEqual([{ actionId: item.id, words: '断网时记的', at: item.tap.at }])
  })

  test.each<Luck>(['answer-lost', 'twice', 'cut', 'busy'])('%s: exactly once', async (luck) => {
    const outbox = await open()
    line.luck = [luck]
    const item = await outbox.put(noteKind, { words: `恰好一次 ${luck}` }, { title: '一次' })
    await outbox.drain()
    await outbox.drain(true)
    expect(await stateOf(outbox, item.id)).toMatchObject({ state: 'done' })
    expect(await written(`恰好一次 ${luck}`)).toHaveLength(1)
  })

  test('what the centre refuses is shown with its words and kept; the next goes on', async () => {
    const outbox = await open()
    const bad = await offline(outbox, '不收')
    const good = await offline(outbox, '收下')
    await outbox.drain(true)
    expect(await stateOf(outbox, bad.id)).toMatchObject({
      state: 'refused',
      body: { words: '不收' },
      fault: { status: 422, text: expect.stringContaining('写得不对') },
    })
    expect(await stateOf(outbox, good.id)).toMatchObject({ state: 'done' })
    expect(await outbox.drop(bad.id)).toBe(true)
    expect(await stateOf(outbox, bad.id)).toBeUndefined()
  })

  test('a session that ended stops the queue without refusing anything', async () => {
    const outbox = await open()
    const item = await offline(outbox, '登录过期')
    const fetching = globalThis.fetch
    globalThis.fetch = async () =>
      Response.json({ type: 'about:blank', title: '未登录', status: 401, code: 'platform.not-signed-in' }, { status: 401 })
    await outbox.drain(true)
    globalThis.fetch = fetching
    expect(await stateOf(outbox, item.id)).toMatchObject({ state: 'waiting', fault: { status: 401 } })
    await outbox.drain(true)
    expect(await written('登录过期')).toHaveLength(1)
  })

  test('acts on one thing go in order: a later one waits for an earlier one that could not leave', async () => {
    const outbox = await open()
    await offline(outbox, '先', { subject: 'case:1' })
    await offline(outbox, '后', { subject: 'case:1' })
    await offline(outbox, '别的', { subject: 'case:2' })
    await outbox.store.db.items.toCollection().modify({ nextAt: 0 })
    const codes: string[] = []
    const fetching = globalThis.fetch
    globalThis.fetch = (input, init) => {
      const { words } = JSON.parse(String(init?.body)) as { words: string }
      codes.push(words)
      return words === '先'
        ? Promise.resolve(Response.json({ type: 'a', title: '忙', status: 429, code: 'platform.busy' }, { status: 429 }))
        : fetching(input, init)
    }
    await outbox.drain()
    globalThis.fetch = fetching
    expect(codes).toEqual(['先', '别的'])
  })

  test('a call for help overtakes everything', async () => {
    const outbox = await open()
    for (const words of ['一', '二']) await offline(outbox, words)
    await offline(outbox, '救命', { urgent: true })
    const order: string[] = []
    const fetching = globalThis.fetch
    globalThis.fetch = (input, init) => {
      order.push((JSON.parse(String(init?.body)) as { words: string }).words)
      return fetching(input, init)
    }
    await outbox.drain(true)
    globalThis.fetch = fetching
    expect(order).toEqual(['救命', '一', '二'])
  })

  test('killed while sending: the next app takes the item up, and it is there once', async () => {
    const outbox = await open('killed')
    const item = await offline(outbox, '发送中被杀')
    // The request arrived, the app died before it heard so.
    await noteKind.send({ words: '发送中被杀' }, item.tap)
    await outbox.store.db.items.update(item.id, { state: 'sending' })
    outbox.store.db.close()
    const next = await open('killed')
    await next.drain()
    expect(await stateOf(next, item.id)).toMatchObject({ state: 'done' })
    expect(await written('发送中被杀')).toHaveLength(1)
  })

  test('two tabs drain one store: one request each item', async () => {
    const [a, b] = [await open('tabs'), await open('tabs')]
    const queue: Promise<void>[] = []
    let last = Promise.resolve()
    const alone = (_name: string, work: () => Promise<void>) => {
      last = last.then(work)
      queue.push(last)
      return last
    }
    const [one, two] = [a, b].map(({ store }) => openOutbox({ store, kinds: [noteKind], alone }))
    line.otherwise = () => 'lost'
    for (let i = 0; i < 5; i++) await one!.put(noteKind, { words: `双页 ${i}` }, { title: '双页' })
    await one!.drain()
    line.otherwise = () => 'fine'
    line.requests = 0
    await Promise.all([one!.drain(true), two!.drain(true)])
    await Promise.all(queue)
    expect(line.requests).toBe(5)
  })

  test('a kind this version does not know is shown, not dropped', async () => {
    const outbox = await open()
    const other = openOutbox({ store: outbox.store, kinds: [] })
    const item = await other.put(noteKind, { words: '旧版本' }, { title: '旧' })
    await other.drain()
    expect(await stateOf(other, item.id)).toMatchObject({ state: 'refused', fault: { code: 'field.broken' } })
  })
})

describe('photos', () => {
  test('arrive before the item, in parts, and go on where the line broke', async () => {
    const outbox = await open()
    const bytes = await photo(71)
    await keepPhoto(outbox.store, bytes as Uint8Array<ArrayBuffer>, sha(bytes))
    line.luck = ['fine', 'answer-lost']
    const item = await outbox.put(
      noteKind,
      { words: '带照片', sha256: sha(bytes) },
      { title: '带照片', files: [{ sha256: sha(bytes), name: '现场.jpg', mime: 'image/jpeg', size: bytes.length }] },
    )
    await outbox.drain()
    await outbox.drain(true)
    expect(await stateOf(outbox, item.id)).toMatchObject({ state: 'done', sent: 1 })
    expect(await written('带照片')).toHaveLength(1)
    expect(await findFile(platform.db.read, town, sha(bytes))).toMatchObject({ size: bytes.length })
  })

  test('a photo two items need stays until both are gone', async () => {
    const outbox = await open()
    const bytes = await photo(72)
    await keepPhoto(outbox.store, bytes as Uint8Array<ArrayBuffer>, sha(bytes))
    await outbox.store.db.files.update(sha(bytes), { at: 0 })
    await offline(outbox, '第一张', { sha256: sha(bytes) })
    await offline(outbox, '不收', { sha256: sha(bytes) })
    await outbox.drain(true)
    expect(await outbox.store.db.files.count()).toBe(1)
    await outbox.drop((await listItems(outbox.store)).find((i) => i.state === 'refused')!.id)
    await outbox.drain()
    expect(await outbox.store.db.files.count()).toBe(0)
  })
})

describe('another person on the same phone', () => {
  test('opens nothing with a key of their own, and after sign-out only sealed unsent items are left', async () => {
    const outbox = await open('shared')
    await offline(outbox, '只给本人看')
    await outbox.store.db.parts.put({ key: 'x', at: 1, sealed: await outbox.store.seal({ secret: 1 }) })
    const bytes = JSON.stringify(await outbox.store.db.items.toArray(), (_k, v: unknown) =>
      v instanceof ArrayBuffer ? [...new Uint8Array(v)] : v,
    )
    expect(bytes).not.toContain('只给本人看')
    expect(await emptyStore(outbox.store)).toBe(1)
    const thief = openOutbox({ store: await device('shared', 'cd'.repeat(32)), kinds: [] })
    expect(await thief.store.db.parts.count()).toBe(0)
    await expect(listItems(thief.store)).rejects.toThrow()
    thief.store.db.close()
    const back = await open('shared')
    await back.drain(true)
    expect(await written('只给本人看')).toHaveLength(1)
    expect(await emptyStore(back.store)).toBe(0)
  })
})

test('whatever the line does, each act is there exactly once', async () => {
  const lucks: Luck[] = ['fine', 'lost', 'answer-lost', 'twice', 'busy', 'cut']
  const bytes = (await photo(73)) as Uint8Array<ArrayBuffer>
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...lucks), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (luck, count) => {
      const run = newId()
      const outbox = await open()
      await keepPhoto(outbox.store, bytes, sha(bytes))
      line.luck = [...luck]
      for (let i = 0; i < count; i++) {
        const files = i % 2 ? [{ sha256: sha(bytes), name: 'a.jpg', mime: 'image/jpeg', size: bytes.length }] : []
        await outbox.put(noteKind, { words: `${run} ${i}` }, { title: '乱', files, ...(i % 3 ? {} : { subject: 's' }) })
      }
      for (let round = 0; round < 60 && (await listItems(outbox.store)).some((i) => i.state !== 'done'); round++) await outbox.drain(true)
      expect((await listItems(outbox.store)).map((i) => i.state)).toEqual(Array.from({ length: count }, () => 'done'))
      for (let i = 0; i < count; i++) expect(await written(`${run} ${i}`)).toHaveLength(1)
    }),
    { numRuns: 25 },
  )
})

test('a full phone says so, loses nothing, and keeps again when there is room', async () => {
  const outbox = await open()
  await outbox.put(noteKind, { words: '先前的一条' }, { title: '先前的一条' })
  const { items } = outbox.store.db
  // What a browser does when the disk is full: the write fails, the rest stays.
  const full = (): never => {
    throw new DOMException('The current transaction exceeded its quota limitations.', 'QuotaExceededError')
  }
  items.hook('creating', full)
  const failed: unknown = await outbox.put(noteKind, { words: '存不下的' }, { title: '存不下的' }).catch((error: unknown) => error)
  expect(keepFault(failed)).toContain('手机存储满了')
  expect((await listItems(outbox.store)).map(({ title }) => title)).toEqual(['先前的一条'])
  items.hook('creating').unsubscribe(full)
  await outbox.put(noteKind, { words: '存不下的' }, { title: '存不下的' })
  expect((await listItems(outbox.store)).map(({ title }) => title)).toEqual(expect.arrayContaining(['先前的一条', '存不下的']))
})

test('five hundred acts of a day, sent a second and a third time, change nothing', async () => {
  const acts = Array.from({ length: 500 }, (_, k) => ({ words: `一天 ${k}`, actionId: newId(), at: new Date().toISOString() }))
  const entries = () =>
    platform.db.read.query<{ n: number; acts: number }>(
      `select count(*) as n, count(distinct payload->>'actionId') as acts from platform.outbox where name = 'ledger.noted' and payload->>'words' like '一天 %'`,
      [],
    )
  for (let again = 0; again < 3; again++) {
    for (let from = 0; from < acts.length; from += 50)
      await Promise.all(acts.slice(from, from + 50).map(({ words, actionId, at }) => noteKind.send({ words }, { actionId, at })))
    expect(await entries()).toEqual([{ n: 500, acts: 500 }])
  }
})
