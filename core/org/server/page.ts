/** A page of rows fetched with one more than asked: the extra one only says that there is a next page. */
export function page<R>(rows: readonly R[], limit: number, cursor: (last: R) => string): { rows: R[]; next?: string } {
  const shown = rows.slice(0, limit)
  return rows.length > limit ? { rows: shown, next: cursor(shown.at(-1)!) } : { rows: shown }
}
