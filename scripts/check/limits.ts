/** Every threshold of `npm run check`, in one table. A target is printed; a limit fails. */
export const LIMITS = {
  /** Lines in a file, source and tests alike. */
  largestFile: 400,
  /** Lines: the target range of the median source file; only told. */
  medianTarget: { from: 40, to: 90 },
  /** Comment lines ÷ non-blank lines of all sources. */
  commentTarget: { from: 0.08, to: 0.15 },
  commentLimit: { from: 0.06, to: 0.2 },
  /** Test lines ÷ source lines, of server and shared code. Only told until `failBelow` is raised. */
  testRatio: { target: 0.9, failBelow: 0 },
  /** Hand-written files in one folder of a module's server, tests not counted; a sub-folder is one noun with its own (docs/adr/0014). */
  serverFolderFiles: 30,
  /** All of a module's server files together: more is two modules. */
  moduleServerFiles: 45,
  /** Share of exported functions with a doc comment, in public files and shared code; only told. */
  documentedTarget: 1,
} as const

export const FORBIDDEN_NAMES: readonly string[] = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'impl', 'misc']
