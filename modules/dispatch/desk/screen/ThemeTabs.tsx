import type { Theme } from '#platform/contract/panel.ts'
import type { ThemeView } from '../../screen-record.ts'

interface ThemeTabsProps {
  readonly themes: readonly ThemeView[]
  readonly chosen: Theme
  readonly choose: (theme: Theme) => void
}

/** Only themes with panels have a tab; one theme needs none. */
export function ThemeTabs({ themes, chosen, choose }: ThemeTabsProps) {
  if (themes.length < 2) return null
  return (
    <nav className="wall-tabs" aria-label="专题">
      {themes.map(({ theme, title }) => (
        <button key={theme} type="button" aria-pressed={theme === chosen} onClick={() => choose(theme)}>
          <span>{title}</span>
        </button>
      ))}
    </nav>
  )
}
