import { createContext, useContext, useSyncExternalStore } from 'react'

const BASE = '/m'
const listeners = new Set<() => void>()
let watching = false

function listen(changed: () => void): () => void {
  listeners.add(changed)
  if (!watching) addEventListener('popstate', () => listeners.forEach((one) => one()))
  watching = true
  return () => void listeners.delete(changed)
}

const here = (): string => location.pathname.slice(BASE.length).replace(/\/$/, '') + location.search

/** Where the app is, below `/m`: `/cases/12?from=scan`; the first page is `/`. */
export function useAddress(): { readonly path: string; readonly query: URLSearchParams } {
  const address = useSyncExternalStore(listen, here)
  const at = address.indexOf('?')
  const path = at < 0 ? address : address.slice(0, at)
  return { path: path === '' ? '/' : path, query: new URLSearchParams(at < 0 ? '' : address.slice(at)) }
}

/** Opens a page. `instead`: the present one leaves no step for 返回. */
export function go(path: string, { instead = false }: { instead?: boolean } = {}): void {
  const address = BASE + (path === '/' ? '/' : path)
  if (instead) history.replaceState({ ours: true }, '', address)
  else history.pushState({ ours: true }, '', address)
  scrollTo(0, 0)
  for (const one of listeners) one()
}

/** One step back inside the app; to 今天 when the page was opened from outside. */
export function back(): void {
  if ((history.state as { ours?: boolean } | null)?.ours) history.back()
  else go('/', { instead: true })
}

/** The values of `:name` parts when the path fits the pattern. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [want, have] = [pattern.split('/'), path.split('/')]
  if (want.length !== have.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of want.entries()) {
    const got = have[i] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(got)
    else if (part !== got) return undefined
  }
  return params
}

const ParamsContext = createContext<Readonly<Record<string, string>>>({})
export const ParamsProvider = ParamsContext.Provider

/** The `:name` parts of the page's path. */
export const useParams = (): Readonly<Record<string, string>> => useContext(ParamsContext)
