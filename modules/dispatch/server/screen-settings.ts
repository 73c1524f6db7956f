import type { Actor } from '#core/org/contract.ts'
import { getTown, record } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { publish } from '#platform/server/index.ts'
import { failDispatch } from '../faults.ts'
import { screenChanged } from '../screen-facts.ts'
import { arrange } from '../screen-arrange.ts'
import type { SettingReply, saveScreenSetting } from '../screen-endpoints.ts'
import { ScreenSetting, type ScreenView } from '../screen-record.ts'
import { counterFor, isDisplay } from './screen-actor.ts'
import { allPanels, headOf } from './screen-panels.ts'

const usualTitle = '集成指挥中心'

/** The town's setting; version 0 while nobody has changed anything. */
export async function getSetting(tx: Tx, town: string): Promise<{ setting: ScreenSetting; version: number }> {
  const [row] = await tx.query<{ setting: unknown; version: number }>(`select setting, version from dispatch.screen where town = $1`, [
    town,
  ])
  // Read leniently: a newer program may have added fields.
  return { setting: ScreenSetting.catch(() => ScreenSetting.parse({})).parse(row?.setting ?? {}), version: row?.version ?? 0 }
}

interface Viewing {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

/** What this viewer's wall shows: shown themes with shown panels, only those the viewer may see. */
export async function screenView({ tx, platform, actor, now }: Viewing): Promise<ScreenView> {
  const [{ setting }, town] = await Promise.all([getSetting(tx, actor.town), getTown(platform, actor.town)])
  const panels = allPanels(platform).filter((panel) => counterFor(actor, panel.permission, panel.reads))
  const arranged = arrange(
    panels.map((panel) => ({ ...headOf(panel), themes: panel.themes })),
    setting,
  )
  return {
    townName: setting.townName || town.name,
    title: setting.title || usualTitle,
    demo: town.demo,
    rotateSeconds: setting.rotateSeconds,
    themes: arranged
      .filter(({ shown }) => shown)
      .map(({ theme, title, panels: all }) => ({ theme, title, panels: all.filter(({ shown }) => shown) }))
      .filter((theme) => theme.panels.length > 0),
    display: isDisplay(actor),
    at: now.toISOString(),
  }
}

/** The setting with everything that can be arranged. */
export async function settingReply({ tx, platform, actor }: Viewing): Promise<SettingReply> {
  const [{ setting, version }, town] = await Promise.all([getSetting(tx, actor.town), getTown(platform, actor.town)])
  const heads = allPanels(platform).map((panel) => ({ ...headOf(panel), themes: panel.themes }))
  const arranged = arrange(heads, setting).map((theme) => ({ ...theme, panels: [...theme.panels] }))
  return { setting, version, usual: { townName: town.name, title: usualTitle }, themes: arranged }
}

/** Keeps the setting and tells the walls. @throws Fault dispatch.screen-changed when somebody else was quicker */
export async function saveSetting(call: Call<typeof saveScreenSetting, Actor>): Promise<SettingReply> {
  const { tx, actor, body, now } = call
  const kept = await tx.query(
    `insert into dispatch.screen (town, setting, version, changed_at, changed_by)
     select $1, $2, 1, $3, $4 where $5 = 0 or exists (select from dispatch.screen where town = $1)
     on conflict (town) do update set setting = excluded.setting, version = screen.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
     where screen.version = $5 returning version`,
    [actor.town, JSON.stringify(body.setting), now, actor.personId || null, body.seen],
  )
  if (kept.length === 0) throw failDispatch('dispatch.screen-changed')
  await record(call, { kind: 'dispatch.screen-changed', object: 'screen', detail: { ...body.setting } })
  await publish(tx, actor.town, screenChanged, {}, ['*'])
  return settingReply(call)
}
