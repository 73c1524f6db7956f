import { resolve } from 'node:path'

export interface ToolArguments {
  /** Absolute; relative to where the command was typed, since npm moves to the package's folder. */
  readonly file: string | undefined
  /** The words of `flags` that were given. */
  readonly given: ReadonlySet<string>
  /** All other `--name=value` arguments, for `readConfig`. */
  readonly settings: readonly string[]
}

/** Splits a tool's command line into its file, its own flags and the platform's settings (`--data-dir=…`). */
export function readArguments(
  argv: readonly string[],
  flags: readonly string[],
  home = process.env['INIT_CWD'] ?? process.cwd(),
): ToolArguments {
  const given = new Set(flags.filter((flag) => argv.includes(`--${flag}`)))
  const files = argv.filter((each) => !each.startsWith('--'))
  const unclear = argv.filter((each) => each.startsWith('--') && !each.includes('=') && !given.has(each.slice(2)))
  if (files.length > 1 || unclear.length > 0)
    throw new Error(
      `参数有误：${[...files.slice(1), ...unclear].join(' ')}；设置写成 --名称=值，可用开关：${flags.map((flag) => `--${flag}`).join(' ')}`,
    )
  return {
    file: files[0] === undefined ? undefined : resolve(home, files[0]),
    given,
    settings: argv.filter((each) => each.includes('=') && each.startsWith('--')),
  }
}
