import type { SettingReply } from '../../screen-endpoints.ts'
import type { ScreenSetting } from '../../screen-record.ts'

/** The setting as it is edited: themes and panels stand in their order, each with its switch. */
export type Draft = Omit<ScreenSetting, 'themes'> & { readonly themes: SettingReply['themes'] }

export const draftOf = ({ setting, themes }: SettingReply): Draft => ({ ...setting, themes })

export const settingOf = (draft: Draft): ScreenSetting => ({
  ...draft,
  themes: draft.themes.map(({ theme, shown, panels }) => ({
    theme,
    shown,
    order: panels.map(({ key }) => key),
    hidden: panels.filter((panel) => !panel.shown).map(({ key }) => key),
  })),
})

/** The list with one entry a place up (-1) or down (1); beyond the ends nothing moves. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by
  const [one, other] = [list[index], list[to]]
  if (one === undefined || other === undefined) return [...list]
  return list.with(index, other).with(to, one)
}
