import { CORE_ORDER, isPublic, isWeb, type Place } from './places.ts'

/** One row of the import table: says why an import is refused, or nothing. */
type Arrow = (from: Place, to: Place) => string | undefined

const sameRoom = (from: Place, to: Place): boolean => from.floor === to.floor && from.room === to.room

const RANK = { platform: 0, core: 1, modules: 2, town: 3, apps: 4, tools: 5 } as const

/** apps → modules → core → platform. `town` ranks with the apps; nothing of the product imports a tool. */
const downwards: Arrow = (from, to) =>
  // A test of the generated town needs everything that is installed, and that list is the server's.
  RANK[to.floor] > RANK[from.floor] && !(from.test && from.floor === 'town' && to.floor === 'apps')
    ? `${from.floor} must not import ${to.floor}: arrows point apps → modules → core → platform`
    : undefined

const coreOrder: Arrow = (from, to) =>
  from.floor === 'core' && to.floor === 'core' && CORE_ORDER.indexOf(to.room) > CORE_ORDER.indexOf(from.room)
    ? `core/${from.room} comes before core/${to.room} (${CORE_ORDER.join(' → ')})`
    : undefined

const noSiblings: Arrow = (from, to) => {
  if (from.room === to.room || from.floor !== to.floor) return undefined
  // A test may put a real neighbour beside the module it tests: through its public files and its builders, as an installation does.
  if (from.floor === 'modules' && from.test && (isPublic(to.path) || to.test)) return undefined
  if (from.floor === 'modules') return `modules never import one another: call core, publish a fact, or contribute to a registry`
  return from.floor === 'apps' ? 'apps never import one another' : undefined
}

const publicOnly: Arrow = (from, to) => {
  if (sameRoom(from, to) || (to.floor !== 'core' && to.floor !== 'modules')) return undefined
  if (isPublic(to.path) || (from.test && to.test)) return undefined
  // A measurement takes a pure part by itself: a contract that carried it only for the bench would be worse.
  if (from.path.startsWith('bench/') && (to.part === 'pure' || to.test)) return undefined
  return `${to.path} is private to ${to.floor}/${to.room}: import contract.ts, server/index.ts or <web folder>/index.tsx`
}

/** Contracts, processes and the case engine run in the browser and on the server: they see only what does so too. */
const pureSeesPure: Arrow = (from, to) =>
  from.part === 'pure' && to.part !== 'pure' && !from.test ? 'a contract, a process and the case engine import contracts only' : undefined

const webSeesNoServer: Arrow = (from, to) =>
  isWeb(from) && to.part === 'server' && !from.test ? 'web code must not import server code' : undefined

const serverSeesNoWeb: Arrow = (from, to) =>
  from.part === 'server' && isWeb(to) && !from.test ? 'server code must not import web code: it runs without a build' : undefined

const noTests: Arrow = (from, to) =>
  to.test && !from.test && from.floor !== 'tools' ? 'tests and their builders are no part of the product' : undefined

const ARROWS: readonly Arrow[] = [noTests, downwards, coreOrder, noSiblings, publicOnly, pureSeesPure, webSeesNoServer, serverSeesNoWeb]

/** Why a file at `from` may not import the one at `to`; undefined when it may. */
export function refuse(from: Place, to: Place): string | undefined {
  for (const arrow of ARROWS) {
    const why = arrow(from, to)
    if (why !== undefined) return why
  }
  return undefined
}
