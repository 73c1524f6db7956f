const whole = new Intl.NumberFormat('zh-CN')

/** `12,345`. */
export const countText = (n: number): string => whole.format(n)

/** A share of 1 as `86.4%`; `—` when there was nothing to divide by. */
export const shareText = (share: number | undefined): string => (share === undefined ? '—' : `${(share * 100).toFixed(1)}%`)

/** Metres as people say them: `8 米`, `1.2 公里`. */
export const metresText = (metres: number): string => (metres < 1_000 ? `${Math.round(metres)} 米` : `${(metres / 1_000).toFixed(1)} 公里`)

/** Bytes: `320 KB`, `4.1 MB`. */
export const bytesText = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
