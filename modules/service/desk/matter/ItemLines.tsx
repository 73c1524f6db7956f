import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select } from 'antd'
import type { JoinedMatter } from '../../one-thing.ts'
import { MatterSelect } from './MatterSelect.tsx'

interface ItemLinesProps {
  readonly items: readonly JoinedMatter[]
  readonly names: Readonly<Record<string, string>>
  readonly change: (items: JoinedMatter[]) => void
  readonly named: (code: string, name: string) => void
}

/** The matters joined: their order, what waits for what, which are done only on an answer. */
export function ItemLines({ items, names, change, named }: ItemLinesProps) {
  const nameOf = (code: string) => names[code] ?? code
  const put = (i: number, more: Partial<JoinedMatter>) => change(items.map((item, at) => (at === i ? { ...item, ...more } : item)))
  const move = (i: number, by: 1 | -1) => {
    const next = [...items]
    const [item] = next.splice(i, 1)
    if (item) next.splice(i + by, 0, item)
    change(next)
  }
  const drop = (code: string) =>
    change(items.filter((item) => item.code !== code).map((item) => ({ ...item, dependsOn: item.dependsOn.filter((one) => one !== code) })))
  return (
    <section className="panel matter-block">
      <h2>事项 {items.length}</h2>
      {items.map(({ code, dependsOn, optional }, i) => (
        <div key={code} className="matter-line matter-line-items">
          <span className="num">{i + 1}</span>
          <span>
            {nameOf(code)} <span className="quiet num">{code}</span>
          </span>
          <Checkbox checked={optional} onChange={(event) => put(i, { optional: event.target.checked })}>
            按情形
          </Checkbox>
          <Select
            mode="multiple"
            allowClear
            size="small"
            aria-label={`${nameOf(code)}等哪些事项办好`}
            placeholder="不用等，一起办"
            value={[...dependsOn]}
            options={items.filter((item) => item.code !== code).map((item) => ({ value: item.code, label: nameOf(item.code) }))}
            onChange={(next: string[]) => put(i, { dependsOn: next })}
          />
          <span>
            <Button
              type="text"
              size="small"
              aria-label={`${nameOf(code)}上移`}
              icon={<ArrowUpOutlined />}
              disabled={i === 0}
              onClick={() => move(i, -1)}
            />
            <Button
              type="text"
              size="small"
              aria-label={`${nameOf(code)}下移`}
              icon={<ArrowDownOutlined />}
              disabled={i === items.length - 1}
              onClick={() => move(i, 1)}
            />
          </span>
          <Button type="text" size="small" aria-label={`移除${nameOf(code)}`} icon={<DeleteOutlined />} onClick={() => drop(code)} />
        </div>
      ))}
      <MatterSelect
        label="加入一个事项"
        taken={items.map(({ code }) => code)}
        pick={(code, name) => {
          named(code, name)
          change([...items, { code, order: items.length, dependsOn: [], optional: false }])
        }}
      />
    </section>
  )
}
