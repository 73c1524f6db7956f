import { newId } from '#platform/contract/id.ts'

const KEY = 'sihe.terminal'
let known: string | undefined
let app = 'desk'

/** Says which app this is; once, in the app's main file. */
export function nameTerminal(name: 'desk' | 'field' | 'public'): void {
  app = name
  known = undefined
}

/** A stable name of this browser for the audit row (从哪台终端): app and eight digits kept in local storage. */
export function terminal(): string {
  if (known !== undefined) return known
  let id: string | null = null
  try {
    id = localStorage.getItem(KEY)
    if (id === null) {
      id = newId().replaceAll('-', '').slice(-8)
      localStorage.setItem(KEY, id)
    }
  } catch {
    // Storage refused (private window): a name for this page only.
    id = newId().replaceAll('-', '').slice(-8)
  }
  known = `${app}-${id}`
  return known
}
