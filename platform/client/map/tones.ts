/** How a thing on the map is drawn; the words of `core/area/layer.ts`. */
export type Tone = 'critical' | 'urgent' | 'normal' | 'low' | 'good' | 'late' | 'officer' | 'quiet'
export type MapTheme = 'night' | 'day'

/** design.md §2 on dark ground; on light a darker twin that passes AA against it. */
export const toneColours: Readonly<Record<MapTheme, Readonly<Record<Tone, string>>>> = {
  night: {
    critical: '#ff4d5e',
    urgent: '#ff9140',
    normal: '#ffd84d',
    low: '#4d9dff',
    good: '#3ddc97',
    late: '#ff7a86',
    officer: '#ffb454',
    quiet: '#8fa6bd',
  },
  day: {
    critical: '#c2152a',
    urgent: '#c25200',
    normal: '#8a6800',
    low: '#1c5dbd',
    good: '#0b7a4b',
    late: '#a80f3c',
    officer: '#8c4b00',
    quiet: '#5b6b80',
  },
}

/** Most pressing first: what a cluster shows of its members, and what is drawn on top. */
export const toneOrder: readonly Tone[] = ['critical', 'late', 'urgent', 'normal', 'officer', 'low', 'good', 'quiet']

/** Older than its limit: the same grey everywhere, whatever it was before. */
export const staleColours: Readonly<Record<MapTheme, string>> = { night: '#7b8794', day: '#77808c' }
