import { type MapLayer, mapLayers } from '#core/area/server/index.ts'
import type { PanelAsk, ScreenPanel } from '#core/org/server/index.ts'
import type { PanelData, PanelLine } from '#platform/contract/panel.ts'
import { counterFor, screenPermission } from './screen-actor.ts'

/** The map with one layer on, and of it one kind. */
function mapOf(layer: MapLayer, kind: string): string {
  const off = layer.kinds.filter(({ key }) => key !== kind).map(({ key }) => `${layer.key}:${key}`)
  return `/map?${new URLSearchParams({ on: layer.key, ...(off.length > 0 ? { off: off.join() } : {}) }).toString()}`
}

async function linesOf(ask: PanelAsk, layer: MapLayer): Promise<PanelLine[]> {
  const actor = counterFor(ask.actor, layer.permission)
  if (!actor) return []
  const { byKind } = await layer.find({ ...ask, actor, at: ask.now, limit: 1 })
  return layer.kinds
    .filter(({ key }) => (byKind[key] ?? 0) > 0)
    .map(({ key, title }) => ({
      label: title,
      value: byKind[key]!,
      unit: layer.key.includes('vehicle') ? '辆' : '人',
      tone: 'good' as const,
      href: mapOf(layer, key),
    }))
}

/** 在岗力量: whoever is out there now, as the layers of people and vehicles count them. */
async function forces(ask: PanelAsk): Promise<PanelData> {
  const layers = mapLayers.from(ask.platform.contributions).filter(({ group }) => group === 'people')
  const lines = await Promise.all(layers.map((layer) => linesOf(ask, layer)))
  return { shape: 'figures', lines: lines.flat().slice(0, 6) }
}

export const forcesPanel: ScreenPanel = {
  key: 'dispatch.forces',
  title: '在岗力量',
  themes: ['overview', 'patrol'],
  permission: screenPermission,
  source: '上岗定位',
  method: '此刻在岗并有定位的人员、车辆；只计数，不显示姓名',
  facts: ['patrol.'],
  position: 55,
  load: forces,
}
