import { Component, type ComponentType, type ReactNode, Suspense, createElement, lazy } from 'react'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { ParamsProvider, go, matchPath, useAddress } from '#platform/client/field/address.ts'
import type { FieldPage } from '#platform/client/field-module.ts'
import { may } from '#platform/client/desk-module.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { TodayPage } from './TodayPage.tsx'
import { fieldModules } from './modules.ts'

const own: readonly FieldPage[] = [
  { path: '/', title: '今天', load: () => Promise.resolve(TodayPage) },
  { path: '/outbox', title: '发送情况', load: () => import('./OutboxPage.tsx').then((m) => m.OutboxPage) },
  { path: '/scan', title: '扫码', load: () => import('./ScanPage.tsx').then((m) => m.ScanPage) },
  { path: '/me', title: '我的', load: () => import('./MePage.tsx').then((m) => m.MePage) },
  { path: '/device', title: '手机里的资料', load: () => import('./DevicePage.tsx').then((m) => m.DevicePage) },
]
const pages = [...own, ...fieldModules.flatMap((module) => module.pages)]
const loaded = new Map<FieldPage, ComponentType>(pages.map((page) => [page, lazy(() => page.load().then((made) => ({ default: made })))]))
loaded.set(own[0]!, TodayPage)

/** A page that failed shows so and leaves the rest working. A chunk that did not load is a line that broke before the app was whole. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Screen title="这一页打不开">
        <Empty
          act={
            <BigButton tone="primary" onClick={() => location.reload()}>
              再试一次
            </BigButton>
          }
        >
          您做过的都在手机里，没有丢。
        </Empty>
      </Screen>
    )
  }
}

function Found({ page }: { readonly page: FieldPage }) {
  const Page = loaded.get(page)
  return Page ? createElement(Page) : null
}

/** The page of the address. */
export function Pages() {
  const { path } = useAddress()
  const { permissions } = useViewer()
  const found = pages
    .filter((page) => may(permissions, page.needs))
    .map((page) => ({ page, params: matchPath(page.path, path) }))
    .find(({ params }) => params !== undefined)
  if (!found?.params)
    return (
      <Screen title="没有这一页">
        <Empty
          act={
            <BigButton tone="primary" onClick={() => go('/', { instead: true })}>
              回到今天
            </BigButton>
          }
        >
          可能是别的岗位的页面，或应用还没有更新。
        </Empty>
      </Screen>
    )
  const opening = (
    <Screen title={found.page.title}>
      <div className="skeleton" aria-busy="true" aria-label="正在打开" />
    </Screen>
  )
  return (
    <Guard key={path}>
      <ParamsProvider value={found.params}>
        <Suspense fallback={opening}>
          <Found page={found.page} />
        </Suspense>
      </ParamsProvider>
    </Guard>
  )
}
