import { resolve } from 'node:path'

export interface ImportArguments {
  /** Absolute, like `map` and `out`: relative to where the command was typed. */
  readonly file: string
  readonly map: string
  readonly dryRun: boolean
  readonly batches: boolean
  readonly out: string | undefined
  readonly townCode: string | undefined
  /** All other `--name=value` arguments, for `readConfig`. */
  readonly settings: readonly string[]
}

const usage =
  '用法：npm run import -- cases 文件 --map 映射.json [--dry-run] [--batches] [--out=报告文件夹] [--town-code=镇编码] [--data-dir=数据文件夹]'
const valued = ['map', 'out', 'town-code']
const flags = ['dry-run', 'batches']

/** Splits the command line of the import. @throws Error with the usage */
export function readImportArguments(argv: readonly string[], home: string = process.env['INIT_CWD'] ?? process.cwd()): ImportArguments {
  const values = new Map<string, string>()
  const given = new Set<string>()
  const words: string[] = []
  const settings: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/su.exec(argv[i]!) ?? []
    if (name === undefined) words.push(argv[i]!)
    else if (flags.includes(name) && value === undefined) given.add(name)
    else if (valued.includes(name)) {
      const text = value ?? argv[++i]
      if (text === undefined || text === '') throw new Error(`--${name} 后面缺少内容\n${usage}`)
      values.set(name, text)
    } else if (value !== undefined) settings.push(argv[i]!)
    else throw new Error(`不认识 --${name}\n${usage}`)
  }
  const [what, file, ...more] = words
  const map = values.get('map')
  if (what !== 'cases') throw new Error(`请写明导入什么，现在可以导入 cases（旧工单）\n${usage}`)
  if (file === undefined || more.length > 0)
    throw new Error(`请给出一个文件${more.length > 0 ? `，多余的参数：${more.join(' ')}` : ''}\n${usage}`)
  if (map === undefined) throw new Error(`请用 --map 给出映射文件\n${usage}`)
  const out = values.get('out')
  return {
    file: resolve(home, file),
    map: resolve(home, map),
    dryRun: given.has('dry-run'),
    batches: given.has('batches'),
    out: out === undefined ? undefined : resolve(home, out),
    townCode: values.get('town-code'),
    settings,
  }
}
