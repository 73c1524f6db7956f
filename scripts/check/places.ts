/** Where a file stands in the house: its floor (apps → modules → core → platform), its room, and the part of the room. */
export interface Place {
  readonly path: string
  readonly floor: 'platform' | 'core' | 'modules' | 'apps' | 'town' | 'tools'
  /** The room: a core module, a module, an app; empty on the other floors. */
  readonly room: string
  /** `pure` runs on server and browser alike; `desk`, `field`, `public`, `client` are for browsers. */
  readonly part: 'pure' | 'server' | 'desk' | 'field' | 'public' | 'client' | 'free'
  /** Tests, and the builders tests share: same arrows, but they may read files and use one another's builders. */
  readonly test: boolean
}

/** The order inside core: each uses only those before it. */
export const CORE_ORDER: readonly string[] = ['org', 'area', 'calendar', 'party', 'case', 'notice']

const TEST = /\.(?:test|spec)\.tsx?$|(?:^|\/)(?:test\/|testing\/|fixtures\/|testing\.tsx?$|given\.tsx?$)/
const WEB: readonly string[] = ['desk', 'field', 'public']

/** The place of a path relative to the repository's root, written with `/`. */
export function placeOf(path: string): Place {
  const [top = '', second = '', third = ''] = path.split('/')
  const test = TEST.test(path)
  if (path.endsWith('.config.ts')) return { path, floor: 'tools', room: '', part: 'free', test } // runs in Vite or Vitest, wherever it stands
  if (top === 'platform') {
    const part = second === 'contract' ? 'pure' : second === 'client' ? 'client' : 'server'
    return { path, floor: 'platform', room: '', part, test }
  }
  if (top === 'core' || top === 'modules') return { path, floor: top, room: second, part: partOf(path, third), test }
  if (top === 'apps') return { path, floor: 'apps', room: second, part: second === 'server' ? 'server' : partOf(path, second), test }
  return { path, floor: top === 'town' ? 'town' : 'tools', room: '', part: 'free', test }
}

/** What lies in a room outside `server/` and the web folders (the contract, the processes, the case engine) is pure. */
function partOf(path: string, folder: string): Place['part'] {
  if (folder === 'server') return 'server'
  if (WEB.includes(folder)) return folder as Place['part']
  return path.endsWith('.tsx') ? 'desk' : 'pure'
}

export const isWeb = (place: Place): boolean => ['desk', 'field', 'public', 'client'].includes(place.part)

const PUBLIC = /^(?:core|modules)\/[^/]+\/(?:contract\.ts|server\/index\.ts|(?:desk|field|public)\/index\.tsx)$/

/** A room's public files; everything else in it is private to it. */
export const isPublic = (path: string): boolean => PUBLIC.test(path)
