/** Control characters, and the bidirectional marks that make `gpj.exe` read as `exe.jpg`. */
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * A file name fit to keep and to show: the last part of whatever path was sent, without marks that deceive, at most
 * 200 characters. It is only ever a label: no path on our disk is made from it.
 */
export function cleanName(given: string | undefined): string {
  const last = (given ?? '').replace(unsafe, '').split(/[/\\]/).at(-1)!.trim()
  const name = /^\.*$/.test(last) ? '' : last
  const chars = [...name]
  if (chars.length <= 200) return name || '未命名'
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : ''
  return chars.slice(0, 200 - extension.length).join('') + extension
}

/** The extension in small letters without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The header that names a download: an ASCII fallback, and the true name as RFC 5987 asks (RFC 6266 §4.3). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  // A lone surrogate would make encodeURIComponent throw; encodeURIComponent leaves '()* free, RFC 5987 does not.
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
