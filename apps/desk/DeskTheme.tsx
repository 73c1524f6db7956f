import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useMemo } from 'react'
import { App, ConfigProvider, theme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { usePreference } from '#platform/client/preference.ts'
import { darkToken, lightToken, sharedToken } from '#platform/client/theme.ts'

dayjs.locale('zh-cn')

const DarkContext = createContext<{ dark: boolean; setDark: (dark: boolean) => void }>({ dark: false, setDark: () => undefined })
export const useDark = () => useContext(DarkContext)

/** Light by default, dark by choice; compact always. */
export function DeskTheme({ children }: { readonly children: ReactNode }) {
  const [dark, setDark] = usePreference('dark', false)
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  }, [dark])
  const config = useMemo(
    () => ({
      algorithm: dark ? [theme.darkAlgorithm, theme.compactAlgorithm] : [theme.compactAlgorithm],
      token: { ...(dark ? darkToken : lightToken), ...sharedToken },
      components: {
        Table: {
          headerBg: dark ? '#16243b' : '#f4f7fb',
          headerColor: dark ? '#b4c2d6' : '#3b4c63',
          rowHoverBg: dark ? '#16263f' : '#f2f7fe',
        },
        Menu: { darkItemBg: 'transparent', darkSubMenuItemBg: 'transparent', darkItemSelectedBg: '#1d5fd1', itemHeight: 36 },
      },
    }),
    [dark],
  )
  const value = useMemo(() => ({ dark, setDark }), [dark, setDark])
  return (
    <DarkContext value={value}>
      <ConfigProvider locale={zhCN} theme={config} button={{ autoInsertSpace: false }}>
        <App style={{ height: '100%' }}>{children}</App>
      </ConfigProvider>
    </DarkContext>
  )
}
