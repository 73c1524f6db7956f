const PREFIX = 'sihe.draft.'

/**
 * What was typed and not yet accepted. It lives in this tab's session storage: it outlives a failure, a reload and a
 * lost session, and leaves with the tab, since it may hold people's names.
 */
export const drafts = {
  read<T>(key: string): T | undefined {
    try {
      const text = sessionStorage.getItem(PREFIX + key)
      return text === null ? undefined : (JSON.parse(text) as T)
    } catch {
      return undefined
    }
  },
  write(key: string, value: unknown): void {
    try {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(value))
    } catch {
      // Full or forbidden storage: the form itself still holds the words.
    }
  },
  drop(key: string): void {
    try {
      sessionStorage.removeItem(PREFIX + key)
    } catch {
      // Nothing was kept then.
    }
  },
}
