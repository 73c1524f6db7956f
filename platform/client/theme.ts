/** Grades as the engine counts them: 1 特急, 2 紧急, 3 一般, 4 简单. */
export type GradeLevel = 1 | 2 | 3 | 4

/** One meaning of colour, the same everywhere (design §2): on dark ground as given, on light a darker twin that passes AA. */
export const gradeColours: Readonly<Record<GradeLevel, { readonly dark: string; readonly light: string }>> = {
  1: { dark: '#ff4d5e', light: '#c2152a' },
  2: { dark: '#ff9140', light: '#ad4600' },
  3: { dark: '#ffd84d', light: '#755800' },
  4: { dark: '#4d9dff', light: '#1c5dbd' },
}

/** Chinese first from the system; a web font would cost a megabyte before the first word. */
export const fontFamily =
  "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif"

/** Tokens of the light desk; secondary texts are darker than antd's, which fail AA on our ground. */
export const lightToken = {
  colorPrimary: '#1557c0',
  colorInfo: '#1557c0',
  colorSuccess: '#0b7a4b',
  colorWarning: '#ad4600',
  colorError: '#c2152a',
  colorLink: '#1557c0',
  colorTextBase: '#12233a',
  colorTextSecondary: '#43546b',
  colorTextTertiary: '#566579',
  colorTextDescription: '#4a5a70',
  colorTextPlaceholder: '#657489',
  colorTextDisabled: '#6b7a8e',
  colorBorder: '#c9d3df',
  colorBorderSecondary: '#e2e8f0',
  colorBgLayout: '#eff3f8',
  colorWarningBg: '#fff6e6',
  colorWarningBorder: '#f0c890',
} as const

export const darkToken = {
  colorPrimary: '#2f7de1',
  colorInfo: '#4d9dff',
  colorSuccess: '#3ddc97',
  colorWarning: '#ffb454',
  colorError: '#ff6b79',
  colorLink: '#6db1ff',
  colorBgBase: '#0b1424',
  // antd mixes the primary blue into every surface above the base; a duty room at night wants them quieter.
  colorBgContainer: '#111d31',
  colorBgElevated: '#16243b',
  colorBgLayout: '#0b1424',
  colorBorder: '#33496a',
  colorBorderSecondary: '#21324c',
  colorFillTertiary: '#1a2a44',
  colorFillQuaternary: '#15233a',
  colorTextSecondary: '#b4c2d6',
  colorTextTertiary: '#9fb0c6',
  colorTextDescription: '#a9b8cc',
  colorTextPlaceholder: '#8b9cb3',
} as const

/** The same for both: compact, quiet corners. */
export const sharedToken = { fontFamily, borderRadius: 6, fontSize: 14, wireframe: false } as const
