// Drawn here: emoji look different on every phone, and some phones show a box.
const lines: Readonly<Record<string, readonly string[]>> = {
  road: ['M9 4 5 28', 'M23 4l4 24', 'M16 5v4', 'M16 13v5', 'M16 22v5'],
  water: ['M16 3c4 6 7 9 7 13a7 7 0 0 1-14 0c0-4 3-7 7-13z', 'M4 28c2-2 4-2 6 0s4 2 6 0 4-2 6 0 4 2 6 0'],
  clean: ['M7 10h18l-2 18H9z', 'M4 10h24', 'M12 10V5h8v5', 'M13 15v8', 'M19 15v8'],
  order: ['M4 20v-5l4-7h16l4 7v5z', 'M4 20v4h4v-4', 'M24 20v4h4v-4', 'M6 15h20', 'M9 17.5h1', 'M22 17.5h1'],
  safety: ['M16 4 30 28H2z', 'M16 12v8', 'M16 24v.5'],
  dispute: ['M11 15a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4 27c0-5 3-8 7-8s7 3 7 8', 'M21 14a3.5 3.5 0 1 0 0-7', 'M22 19c4 0 6 3 6 8'],
  other: ['M5 6h22v16H15l-6 5v-5H5z', 'M10 12h12', 'M10 16.5h8'],
}

/** The icon of one kind of problem. */
export function KindIcon({ kind }: { readonly kind: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      width="32"
      height="32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {(lines[kind] ?? lines['other']!).map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  )
}

const marks = {
  camera: ['M4 10h6l2-4h8l2 4h6v16H4z', 'M16 23a5 5 0 1 0 0-10 5 5 0 0 0 0 10z'],
  album: ['M4 6h24v20H4z', 'M4 22l7-7 6 6 4-4 7 6', 'M21 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4z'],
  here: ['M16 28s9-9 9-15a9 9 0 0 0-18 0c0 6 9 15 9 15z', 'M16 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z'],
  map: ['M3 8l8-3 10 4 8-3v18l-8 3-10-4-8 3z', 'M11 5v18', 'M21 9v18'],
  tick: ['M5 17l7 7L27 8'],
  clock: ['M16 28a12 12 0 1 0 0-24 12 12 0 0 0 0 24z', 'M16 9v7l5 4'],
  cross: ['M8 8l16 16', 'M24 8 8 24'],
} as const

/** Small signs beside words; never alone. */
export function Mark({ name }: { readonly name: keyof typeof marks }) {
  return (
    <svg
      className="mark"
      viewBox="0 0 32 32"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {marks[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  )
}
