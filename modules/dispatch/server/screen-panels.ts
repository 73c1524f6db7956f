import type { Actor } from '#core/org/contract.ts'
import { type ScreenPanel, screenPanels } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { PanelHead, PanelReply } from '../screen-record.ts'
import { counterFor } from './screen-actor.ts'

/** Ten walls in one town ask the same at the same moment: the answer holds for most of a second. */
const rememberMs = 800
const longestMs = 10_000

type Remembered = Map<string, { readonly at: number; readonly answer: Promise<PanelReply> }>
const caches = new WeakMap<Platform, Remembered>()

/** Every panel of the installation in its usual order: by position, then as the modules stand. */
export const allPanels = (platform: Platform): ScreenPanel[] =>
  screenPanels.from(platform.contributions).toSorted((a, b) => (a.position ?? 100) - (b.position ?? 100))

export const headOf = ({ key, title, source, method, facts = ['case.'] }: ScreenPanel): PanelHead => ({
  key,
  title,
  source,
  facts: [...facts],
  ...(method === undefined ? {} : { method }),
})

interface Viewing {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

/** The figures of some panels. Unknown ones and those the viewer may not see are left out; one that fails says so and harms no other. */
export async function loadPanels(viewing: Viewing, keys: readonly string[]): Promise<PanelReply[]> {
  const wanted = allPanels(viewing.platform).filter(({ key }) => keys.includes(key))
  const answers = wanted.map((panel) => {
    const counter = counterFor(viewing.actor, panel.permission, panel.reads)
    return counter && remembered({ ...viewing, actor: counter }, panel)
  })
  return (await Promise.all(answers)).filter((answer) => answer !== undefined)
}

function remembered(viewing: Viewing, panel: ScreenPanel): Promise<PanelReply> {
  const { platform, actor, now } = viewing
  let cache = caches.get(platform)
  if (!cache) caches.set(platform, (cache = new Map()))
  // Whoever reaches the whole town sees the same; others see their own.
  const wholeTown = [panel.permission, ...(panel.reads ?? [])].every((each) => actor.reach.get(each)?.includes('town'))
  const key = `${actor.town} ${panel.key} ${wholeTown ? '' : `${actor.subject} ${actor.postId}`}`
  const known = cache.get(key)
  if (known && Math.abs(now.getTime() - known.at) < rememberMs) return known.answer
  const answer = count(viewing, panel)
  if (cache.size > 2_000) cache.clear()
  cache.set(key, { at: now.getTime(), answer })
  return answer
}

async function count({ tx, platform, actor, now }: Viewing, panel: ScreenPanel): Promise<PanelReply> {
  const at = now.toISOString()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), longestMs)
  })
  try {
    const data = await Promise.race([panel.load({ tx, platform, actor, now }), late])
    if (data === 'late') return { key: panel.key, at, failed: '统计超时，稍后自动重试' }
    return { key: panel.key, at, data }
  } catch (error) {
    platform.log.warn({ err: error, panel: panel.key }, 'a panel of the wall could not be counted')
    return { key: panel.key, at, failed: '暂时统计不了，稍后自动重试' }
  } finally {
    clearTimeout(timer)
  }
}
