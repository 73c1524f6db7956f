import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { mostPanels } from '../../screen-arrange.ts'
import { type Draft, moved } from './setting-draft.ts'

type Themes = Draft['themes']

interface MoverProps {
  readonly what: string
  readonly first: boolean
  readonly last: boolean
  readonly move: (by: -1 | 1) => void
}

function Mover({ what, first, last, move }: MoverProps) {
  return (
    <>
      <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={`${what}上移`} disabled={first} onClick={() => move(-1)} />
      <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={`${what}下移`} disabled={last} onClick={() => move(1)} />
    </>
  )
}

/** Themes side by side, each with its panels in order. */
export function ThemeOrder({ themes, change }: { readonly themes: Themes; readonly change: (themes: Themes) => void }) {
  const setTheme = (i: number, part: Partial<Themes[number]>): void => change(themes.with(i, { ...themes[i]!, ...part }))
  return (
    <div className="screen-themes">
      {themes.map(({ theme, title, shown, panels }, i) => {
        const on = panels.filter((panel) => panel.shown).length
        return (
          <fieldset key={theme} disabled={false}>
            <legend>
              <Switch size="small" aria-label={`显示专题${title}`} checked={shown} onChange={(next) => setTheme(i, { shown: next })} />
              {title}
              <Mover what={`专题${title}`} first={i === 0} last={i === themes.length - 1} move={(by) => change(moved(themes, i, by))} />
            </legend>
            <ol>
              {panels.map((panel, j) => (
                <li key={panel.key}>
                  <Switch
                    size="small"
                    aria-label={`显示板块${panel.title}`}
                    checked={panel.shown}
                    disabled={!panel.shown && on >= mostPanels}
                    onChange={(next) => setTheme(i, { panels: panels.with(j, { ...panel, shown: next }) })}
                  />
                  <span title={panel.source}>{panel.title}</span>
                  <Mover
                    what={`板块${panel.title}`}
                    first={j === 0}
                    last={j === panels.length - 1}
                    move={(by) => setTheme(i, { panels: moved(panels, j, by) })}
                  />
                </li>
              ))}
            </ol>
            {on >= mostPanels && <p className="quiet">每个专题最多 {mostPanels} 个板块，再多会挡住地图</p>}
          </fieldset>
        )
      })}
    </div>
  )
}
