import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { lazy } from 'react'
import type { DeskModule, DeskPage } from '#platform/client/desk-module.ts'
import { FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { HomePage } from './HomePage.tsx'
import { MissingPage } from './MissingPage.tsx'
import { PageGate } from './PageGate.tsx'
import { Shell } from './Shell.tsx'
import { readSearch, writeSearch } from './search-text.ts'

/** Pages come from the modules' contributions: the shell knows none of them by name. */
export function makeRouter(modules: readonly DeskModule[]) {
  const root = createRootRoute({ notFoundComponent: MissingPage })
  const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
  const bare = createRoute({ getParentRoute: () => root, id: 'bare' })
  const home = createRoute({ getParentRoute: () => shell, path: '/', component: HomePage })
  const pages = modules.flatMap((module) => module.pages)
  const route = (parent: typeof shell | typeof bare, page: DeskPage) => {
    const Lazy = lazy(async () => ({ default: await page.load() }))
    return createRoute({
      getParentRoute: () => parent,
      path: page.path,
      component: () => (
        <PageGate page={page}>
          <Lazy />
        </PageGate>
      ),
    })
  }
  const tree = root.addChildren([
    shell.addChildren([home, ...pages.filter((page) => !page.bare).map((page) => route(shell, page))]),
    bare.addChildren(pages.filter((page) => page.bare).map((page) => route(bare, page))),
  ])
  return createRouter({
    routeTree: tree,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreload: false,
    defaultErrorComponent: ({ error }) => <FailedState error={error} retry={() => location.reload()} />,
  })
}
