/** Own line icons (24 × 24, one stroke), since emoji look different on every phone. */
const paths = {
  today: 'M4 5h16v15H4zM4 9h16M8 3v4M16 3v4M8 14l3 3 5-5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7',
  back: 'M15 4l-8 8 8 8',
  close: 'M6 6l12 12M18 6L6 18',
  next: 'M9 4l8 8-8 8',
  mic: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11v1a6 6 0 0 0 12 0v-1M12 18v3',
  pin: 'M12 22s7-7 7-12a7 7 0 0 0-14 0c0 5 7 12 7 12zM12 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  phone: 'M5 3h4l2 5-3 2a12 12 0 0 0 6 6l2-3 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 3 5a2 2 0 0 1 2-2z',
  send: 'M3 11l18-8-8 18-2-8z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l4 2',
  done: 'M4 12l6 6L20 6',
  warn: 'M12 3l10 18H2zM12 10v5M12 18v1',
  file: 'M6 2h9l4 4v16H6zM14 2v5h5',
  plus: 'M12 4v16M4 12h16',
  minus: 'M4 12h16',
  aim: 'M12 2v5M12 17v5M2 12h5M17 12h5M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
} as const
export type IconName = keyof typeof paths

/** Decoration only: the words beside it say what it means. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
