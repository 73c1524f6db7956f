import { afterEach, describe, expect, test } from 'vitest'
import { mapLayers } from '#core/area/server/index.ts'
import { listTokens } from '#core/org/contract.ts'
import { screenPanels } from '#core/org/server/index.ts'
import { grant, grantAll, rolePermissions } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { PanelData } from '#platform/contract/panel.ts'
import type { ServerModule } from '#platform/server/module.ts'
import type { Client } from '#platform/server/test/app.ts'
import {
  createDisplay,
  listDisplays,
  openDisplay,
  readPanels,
  readScreen,
  readScreenMap,
  readScreenSetting,
  revokeDisplay,
  saveScreenSetting,
} from '../contract.ts'
import { commandTown } from './testing/command-town.ts'

// Panels and layers of no module: the wall must show whatever is contributed.

let broken = false
let counted = 0
const line = (label: string, value: number) => ({ label, value, unit: '件', href: '/books' })
const figures = (...lines: ReturnType<typeof line>[]): PanelData => ({ shape: 'figures', lines })
const panel = { permission: 'odd.book.read', source: '借阅记录', themes: ['overview'] } as const
const secretName = '欧阳建国'

const library: ServerModule = {
  name: 'library',
  permissions: { 'odd.book.read': '查看图书', 'odd.fine.read': '查看罚款' },
  contributes: [
    rolePermissions.of(...grantAll('odd.book.read', ['town']), ...grant('odd.fine.read', { leader: ['town'] })),
    screenPanels.of(
      { ...panel, key: 'library.lent', title: '借出', position: 20, load: async ({ actor }) => (counted++, figures(line(actor.kind, 7))) },
      {
        ...panel,
        key: 'library.late',
        title: '逾期',
        position: 10,
        themes: ['overview', 'service'],
        load: async () => figures(line('逾期', 3)),
      },
      {
        ...panel,
        key: 'library.torn',
        title: '破损',
        position: 30,
        load: async ({ tx }) => {
          if (broken) await tx.query('select no_such_column')
          return figures(line('破损', 1))
        },
      },
      {
        ...panel,
        key: 'library.fines',
        title: '罚款',
        permission: 'odd.fine.read',
        reads: ['odd.book.read'],
        load: async ({ actor }) => figures(line([...actor.permissions].toSorted().join('+'), 2)),
      },
    ),
    mapLayers.of(
      {
        key: 'odd.readers',
        title: '读者',
        group: 'people',
        kinds: [{ key: 'reader', title: '读者', tone: 'good' }],
        source: '借阅记录',
        dated: false,
        moving: true,
        shown: true,
        permission: 'odd.book.read',
        find: async () => ({
          points: [{ id: newIdOfReader, at: [120.605, 30.955], title: secretName, kind: 'reader', tone: 'good' }],
          total: 1,
          byKind: { reader: 1 },
        }),
        card: async () => undefined,
      },
      {
        key: 'odd.books',
        title: '图书',
        group: 'case',
        kinds: [{ key: 'lost', title: '丢失', tone: 'urgent' }],
        source: '借阅记录',
        dated: false,
        moving: false,
        shown: true,
        permission: 'odd.book.read',
        find: async () => {
          if (broken) throw new Error('the layer broke')
          return {
            points: [{ id: 'b1', at: [120.606, 30.954], title: `${secretName}丢的书`, kind: 'lost', tone: 'urgent' }],
            total: 1,
            byKind: { lost: 1 },
          }
        },
        card: async () => undefined,
      },
    ),
  ],
}
const newIdOfReader = newId()
const town = await commandTown([library])
const allKeys = 'library.lent,library.late,library.torn,library.fines'
const later = () => town.setNow(new Date((town.platform.now().getTime() ?? 0) + 5_000))

afterEach(() => {
  broken = false
  later()
})

/** A display of the hall, opened by its link; its requests carry the cookie it got. */
async function display(name = '指挥大厅主屏'): Promise<{ id: string; token: string; wall: Client }> {
  const { path, row } = await town.as('watch').call(createDisplay, { body: { name } })
  expect(path).toMatch(/^\/screen#sihe_/u)
  const token = path.split('#')[1]!
  const opened = await town.request().post('/screen/open', { token })
  expect(opened).toMatchObject({ status: 200, body: { name } })
  return { id: row.id, token, wall: town.request(opened.cookie) }
}

describe('the wall', () => {
  test('shows themes that have panels, each with those the viewer may see, in their usual order', async () => {
    const seen = async (who: 'watch' | 'leader') => {
      const { themes } = await town.as(who).call(readScreen, {})
      const mine = themes.map(({ theme, panels }) => [theme, panels.map(({ key }) => key).filter((key) => key.startsWith('library.'))])
      return mine.filter(([, keys]) => keys!.length > 0)
    }
    expect(await seen('watch')).toEqual([
      ['overview', ['library.late', 'library.lent', 'library.torn']],
      ['service', ['library.late']],
    ])
    expect((await seen('leader'))[0]![1]).toContain('library.fines')
  })

  test('is not for those without the permission', async () => {
    for (const path of ['/screen', '/screen/panels?keys=library.lent', '/screen/map'])
      expect((await town.as('villager').get(path)).status).toBe(403)
    expect((await town.request().get('/screen')).status).toBe(401)
  })

  test('a panel that fails says so, and the others stand', async () => {
    broken = true
    const { panels } = await town.as('watch').call(readPanels, { query: { keys: `${allKeys},no.such` } })
    expect(panels.map(({ key, failed, data }) => [key, failed ?? data?.shape])).toEqual([
      ['library.late', 'figures'],
      ['library.lent', 'figures'],
      ['library.torn', '暂时统计不了，稍后自动重试'],
    ])
  })

  test('ten walls at the same moment are counted once; a moment later again', async () => {
    town.setNow(new Date('2026-11-22T10:00:00+08:00'))
    counted = 0
    const ask = () => town.as('watch').call(readPanels, { query: { keys: 'library.lent' } })
    await Promise.all(Array.from({ length: 10 }, ask))
    expect(counted).toBe(1)
    later()
    await ask()
    expect(counted).toBe(2)
  })

  test('the map has points without a title, and movers under a mark that leads to nobody', async () => {
    const { layers, heat } = await town.as('watch').call(readScreenMap, { query: {} })
    const text = JSON.stringify(layers)
    expect(layers.map(({ key }) => key)).toEqual(expect.arrayContaining(['odd.readers', 'odd.books']))
    expect(text).not.toContain(secretName)
    expect(text).not.toContain(newIdOfReader)
    expect(heat).toEqual({})
    broken = true
    later()
    const partly = await town.as('watch').call(readScreenMap, { query: {} })
    expect(partly.layers.map(({ key }) => key)).not.toContain('odd.books')
    expect(partly.layers.map(({ key }) => key)).toContain('odd.readers')
  })
})

describe('its settings', () => {
  test('are saved, seen by every wall, and refuse who read an older version', async () => {
    const before = await town.as('watch').call(readScreenSetting, {})
    expect(before).toMatchObject({ version: 0, usual: { townName: '小河镇', title: '集成指挥中心' } })
    const setting = {
      ...before.setting,
      townName: '小河',
      title: '一网统管中心',
      rotateSeconds: 30,
      people: false,
      themes: [
        { theme: 'service' as const, shown: true, order: [], hidden: [] },
        { theme: 'overview' as const, shown: true, order: ['library.torn', 'library.late'], hidden: ['library.lent'] },
      ],
    }
    const saved = await town.as('watch').call(saveScreenSetting, { body: { seen: 0, setting } })
    expect(saved.version).toBe(1)
    const view = await town.as('leader').call(readScreen, {})
    expect(view).toMatchObject({ townName: '小河', title: '一网统管中心', rotateSeconds: 30 })
    expect(view.themes.map(({ theme }) => theme).slice(0, 2)).toEqual(['service', 'overview'])
    const shown = view.themes[1]!.panels.map(({ key }) => key)
    expect(shown.filter((key) => key.startsWith('library.'))).toEqual(['library.torn', 'library.late', 'library.fines'])
    const { layers } = await town.as('leader').call(readScreenMap, { query: {} })
    expect(layers.map(({ group }) => group)).not.toContain('people')
    expect(await town.as('watch').refused(saveScreenSetting, { body: { seen: 0, setting } })).toMatchObject({
      code: 'dispatch.screen-changed',
    })
    expect((await town.as('watch').call(saveScreenSetting, { body: { seen: 1, setting: before.setting } })).version).toBe(2)
  })

  test('a theme taken off has no tab; nonsense is refused with the field', async () => {
    const { setting, version } = await town.as('watch').call(readScreenSetting, {})
    const off = { ...setting, themes: [{ theme: 'service' as const, shown: false, order: [], hidden: [] }] }
    await town.as('watch').call(saveScreenSetting, { body: { seen: version, setting: off } })
    expect((await town.as('watch').call(readScreen, {})).themes.map(({ theme }) => theme)).not.toContain('service')
    const refused = await town
      .as('watch')
      .refused(saveScreenSetting, { body: { seen: version + 1, setting: { ...setting, rotateSeconds: 3 } } })
    expect(refused).toMatchObject({ status: 422, fields: [{ path: 'setting.rotateSeconds' }] })
    await town.as('watch').call(saveScreenSetting, { body: { seen: version + 1, setting } })
  })

  test('are not for those who only look', async () => {
    expect((await town.as('leader').get('/screen/settings')).status).toBe(403)
    expect((await town.as('leader').get('/screen/displays')).status).toBe(403)
  })
})

describe('a display', () => {
  test('opens by its link, counts the whole town, and stays open after every session has ended', async () => {
    const { wall } = await display()
    town.setNow(new Date(town.platform.now().getTime() + 20 * 24 * 3_600_000))
    const view = await wall.call(readScreen, {})
    expect(view.display).toBe(true)
    const { panels } = await wall.call(readPanels, { query: { keys: allKeys } })
    expect(panels).toHaveLength(4)
    const fines = panels.find(({ key }) => key === 'library.fines')
    // It counts with what the panel names and no permission more.
    expect(fines?.data).toMatchObject({ lines: [{ label: 'odd.book.read+odd.fine.read' }] })
    expect((await wall.call(readScreenMap, { query: {} })).layers.length).toBeGreaterThan(0)
    town.setNow(undefined)
  })

  test('reaches nothing else: neither reading nor writing, by cookie or by header', async () => {
    const { wall, token } = await display()
    const bearer = (path: string) => town.app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${token}` } })
    for (const path of ['/areas', '/areas/locate?lng=120.605&lat=30.955', '/session', '/notices', '/dispatch/map/layers', '/org/units']) {
      expect([path, (await wall.get(path)).status >= 400]).toEqual([path, true])
      expect([path, (await bearer(path)).statusCode >= 400]).toEqual([path, true])
    }
    for (const path of ['/screen/settings', '/screen/displays']) expect((await wall.get(path)).status).toBe(403)
    expect((await wall.send('PUT', '/screen/settings', { seen: 0, setting: {} })).status).toBe(401)
    expect((await wall.get('/map/ground')).status).toBe(200)
  })

  test('is closed at once when it is revoked, and its link with it', async () => {
    const { id, token, wall } = await display('门厅小屏')
    expect((await wall.get('/screen')).status).toBe(200)
    expect(await town.as('watch').call(revokeDisplay, { params: { id } })).toMatchObject({ id, name: '门厅小屏' })
    expect((await wall.get('/screen')).status).toBe(401)
    expect(await town.request().refused(openDisplay, { body: { token } })).toMatchObject({ code: 'dispatch.display-unknown', status: 403 })
    const { rows } = await town.as('watch').call(listDisplays, { query: {} })
    expect(rows.find((row) => row.id === id)?.revokedAt).not.toBeNull()
  })

  test('is one of the tokens, so the administrator sees it; other tokens are no displays', async () => {
    const { id } = await display('值班室')
    const admin = town.machine('org.token.manage')
    const { rows } = await admin.call(listTokens, { query: {} })
    expect(rows.find((row) => row.id === id)).toMatchObject({ scopes: ['dispatch.screen.read'] })
    expect((await town.as('watch').send('DELETE', `/screen/displays/${newId()}`)).status).toBe(404)
    for (const token of ['', 'sihe_320599101_short', `sihe_320599101_${'x'.repeat(43)}`])
      expect(await town.request().refused(openDisplay, { body: { token } })).toMatchObject({ code: 'dispatch.display-unknown' })
  })
})
