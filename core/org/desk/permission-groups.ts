/** The first part of a permission's key is the module that declared it; a module unknown here stands under its own name. */
const moduleTitles: Readonly<Record<string, string>> = {
  org: '组织与权限',
  area: '区域网格',
  case: '案件与流程',
  notice: '消息',
  platform: '平台',
  incident: '事件中心',
  dispatch: '指挥调度',
  instruction: '指令与重点工作',
  supervision: '督办考核',
  patrol: '巡查走访',
  town: '本镇设置',
}

interface Named {
  readonly key: string
  readonly title: string
}

/** Permissions under the module that declares them, in the order they come. Pure. */
export function permissionGroups<T extends Named>(rows: readonly T[]): { readonly title: string; readonly rows: T[] }[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const module = row.key.split('.', 1)[0] ?? ''
    groups.set(module, [...(groups.get(module) ?? []), row])
  }
  return [...groups].map(([module, own]) => ({ title: moduleTitles[module] ?? module, rows: own }))
}
