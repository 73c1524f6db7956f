import { useEffect, useState } from 'react'
import { liveQuery } from 'dexie'

/**
 * Reads from the device and again whenever it changes, in any tab. `open` runs outside the database's transaction, since
 * decrypting inside would end it. `key` names the question: another one asks anew.
 */
export function useRows<Row, T>(key: string, query: () => Promise<Row>, open: (rows: Row) => Promise<T>): T | undefined {
  const [held, setHeld] = useState<{ key: string; value: T }>()
  useEffect(() => {
    let turn = 0
    const watching = liveQuery(query).subscribe({
      next: (rows) => {
        const mine = ++turn
        void open(rows).then((value) => mine === turn && setHeld({ key, value }))
      },
      // A store closed by sign-out: the page goes away with it.
      error: () => undefined,
    })
    return () => {
      turn = -1
      watching.unsubscribe()
    }
    // oxlint-disable-next-line react/exhaustive-deps -- the key stands for both functions
  }, [key])
  return held?.key === key ? held.value : undefined
}
