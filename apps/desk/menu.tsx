import type { MenuProps } from 'antd'
import {
  AimOutlined,
  ApartmentOutlined,
  BankOutlined,
  DatabaseOutlined,
  FlagOutlined,
  RiseOutlined,
  SafetyCertificateOutlined,
  SolutionOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { DeskModule, MenuEntry, MenuGroup } from '#platform/client/desk-module.ts'
import { may } from '#platform/client/desk-module.ts'
import { menuGroups } from './menu-groups.ts'

const groupIcons: Readonly<Partial<Record<MenuGroup, ComponentType>>> = {
  command: AimOutlined,
  grid: ApartmentOutlined,
  enforcement: SafetyCertificateOutlined,
  service: SolutionOutlined,
  economy: RiseOutlined,
  public: BankOutlined,
  party: FlagOutlined,
  base: DatabaseOutlined,
}

type Item = NonNullable<MenuProps['items']>[number]

function itemOf({ title, path, icon: Icon, badge: Badge }: MenuEntry): Item {
  return {
    key: path,
    icon: <Icon />,
    title,
    label: (
      <span className="menu-label">
        <span>{title}</span>
        {Badge && <Badge />}
      </span>
    ),
  }
}

/** The menu of one post: personal work first and flat, then the modules that have something for it. */
export function menuFor(modules: readonly DeskModule[], permissions: ReadonlySet<string>, role: string) {
  const entries = modules
    .flatMap((module) => module.menu)
    .filter((entry) => may(permissions, entry.needs) && (entry.roles?.includes(role) ?? true))
    .toSorted((a, b) => (a.position ?? 100) - (b.position ?? 100))
  const items: Item[] = []
  const groups: string[] = []
  for (const { key, title } of menuGroups) {
    const own = entries.filter((entry) => entry.group === key)
    if (own.length === 0) continue
    if (key === 'work') {
      items.push(...own.map(itemOf))
      continue
    }
    groups.push(key)
    const Icon = groupIcons[key]
    items.push({ key, label: title, ...(Icon ? { icon: <Icon /> } : {}), children: own.map(itemOf) })
  }
  return { items, groups, paths: entries.map((entry) => entry.path) }
}
