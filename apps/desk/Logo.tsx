/** 四河: four rivers meeting in one point. The same drawing as `public/logo.svg`. */
export function Logo({ size = 28, plain = false }: { readonly size?: number; readonly plain?: boolean }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" style={{ flex: 'none', display: 'block' }}>
      {!plain && <rect width="64" height="64" rx="14" fill="#0c2443" />}
      <g fill="none" strokeWidth="5" strokeLinecap="round">
        <path d="M10 14C20 16 22 26 32 33" stroke="#4d9dff" />
        <path d="M54 12C48 22 40 22 32 33" stroke="#7fd4ff" />
        <path d="M11 53C20 50 22 40 32 33" stroke="#2fb8d8" />
        <path d="M54 52C44 50 43 40 32 33" stroke="#8fe3c4" />
      </g>
      <circle cx="32" cy="33" r="5" fill="#fff" />
    </svg>
  )
}
