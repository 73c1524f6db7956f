/** A report made on this phone: enough to open its progress again. */
export interface KeptReceipt {
  readonly number: string
  readonly code: string
  readonly title: string
  /** Epoch milliseconds. */
  readonly at: number
}

const KEY = 'sihe.public.receipts'

export function readReceipts(): KeptReceipt[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? (kept as KeptReceipt[]) : []
  } catch {
    return []
  }
}

export function keepReceipt(receipt: KeptReceipt): void {
  try {
    const others = readReceipts().filter((r) => r.number !== receipt.number)
    localStorage.setItem(KEY, JSON.stringify([receipt, ...others].slice(0, 20)))
  } catch {
    // The receipt page shows them all the same.
  }
}

/** For a borrowed phone. */
export function forgetReceipts(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}

/** Where the QR code leads. */
export const followAddress = (number: string, code: string): string => `${location.origin}${location.pathname}#/q/${number}/${code}`
