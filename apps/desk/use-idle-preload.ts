import { useEffect } from 'react'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { may } from '#platform/client/desk-module.ts'
import { useViewer } from '#platform/client/viewer.ts'

const AFTER_MS = 3_000

/** Fetches the pages of this post's menu one by one once the first page stands: the second click should not wait for code. */
export function useIdlePreload(modules: readonly DeskModule[]): void {
  const { permissions } = useViewer()
  useEffect(() => {
    let gone = false
    const inMenu = new Set(
      modules.flatMap((module) => module.menu.filter((entry) => may(permissions, entry.needs)).map((entry) => entry.path)),
    )
    const pages = modules.flatMap((module) => module.pages.filter((page) => inMenu.has(page.path) || page.path.startsWith('/cases/')))
    const fetchAll = async (): Promise<void> => {
      for (const page of pages) {
        if (gone) return
        // Offline or a new version just deployed: the click itself will say so.
        await page.load().catch(() => undefined)
      }
    }
    const timer = setTimeout(() => void fetchAll(), AFTER_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [modules, permissions])
}
