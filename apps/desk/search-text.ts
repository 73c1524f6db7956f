/**
 * The query of an address as plain words: `step=sign&step=handling`, so that a filter can be read, mailed and typed by
 * hand (the router's own way writes JSON). Repeated keys become arrays.
 */
export function readSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key]
    found[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return found
}

/** The other way; empty values leave the address. */
export function writeSearch(search: Record<string, unknown>): string {
  const out = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '' && one !== false) out.append(key, one === true ? '1' : String(one))
    }
  }
  const text = out.toString()
  return text === '' ? '' : `?${text}`
}
