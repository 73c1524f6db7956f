import {
  AimOutlined,
  BorderOutlined,
  CompressOutlined,
  ExpandOutlined,
  LineOutlined,
  MoonOutlined,
  PrinterOutlined,
  SunOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { MapTheme } from '#platform/client/map/tones.ts'
import { type DrawTool, type Drawing, areaOfRing, areaText, lengthOf, lengthWords } from './use-drawing.ts'

interface MapToolsProps {
  readonly tool: DrawTool | undefined
  readonly drawing: Drawing
  readonly theme: MapTheme
  readonly tilted: boolean
  /** Drawing and printing need the living map. */
  readonly living: boolean
  readonly onTool: (tool: DrawTool | undefined) => void
  readonly onFinish: () => void
  readonly onTheme: () => void
  readonly onTilt: () => void
  readonly onPrint: () => void
  readonly onHome: () => void
}

const tools = [
  { tool: 'distance', title: '测距', icon: <LineOutlined /> },
  { tool: 'area', title: '测面积', icon: <BorderOutlined /> },
  { tool: 'select', title: '圈选', icon: <ExpandOutlined /> },
] as const

/** The row of tools over the map, and what the drawing measures just now. */
export function MapTools(props: MapToolsProps) {
  const { tool, drawing, theme, tilted, living, onTool, onFinish, onTheme, onTilt, onPrint, onHome } = props
  return (
    <>
      <div className="map-panel map-tools" role="toolbar" aria-label="地图工具">
        {tools.map((each) => (
          <Tooltip key={each.tool} title={living ? '' : '这台机器的简图不能画线'}>
            <Button
              type={tool === each.tool ? 'primary' : 'text'}
              icon={each.icon}
              disabled={!living}
              aria-pressed={tool === each.tool}
              onClick={() => onTool(tool === each.tool ? undefined : each.tool)}
            >
              {each.title}
            </Button>
          </Tooltip>
        ))}
        <Button type="text" icon={<PrinterOutlined />} disabled={!living} onClick={onPrint}>
          打印
        </Button>
        <Button type="text" icon={<CompressOutlined />} disabled={!living} aria-pressed={tilted} onClick={onTilt}>
          {tilted ? '平面' : '立体'}
        </Button>
        <Button type="text" icon={theme === 'night' ? <SunOutlined /> : <MoonOutlined />} onClick={onTheme}>
          {theme === 'night' ? '日间' : '夜间'}
        </Button>
        <Button type="text" icon={<AimOutlined />} onClick={onHome}>
          全镇
        </Button>
      </div>
      {tool && (
        <div className="map-panel map-measure" role="status">
          <b className="num" data-measure>
            {measured(tool, drawing)}
          </b>
          <span className="map-quiet">{drawing.done ? '再点一下重新画' : '单击加点，双击或回车结束，退格撤一点，Esc 取消'}</span>
          {!drawing.done && drawing.corners.length >= (tool === 'distance' ? 2 : 3) && (
            <Button size="small" type="primary" onClick={onFinish}>
              完成
            </Button>
          )}
        </div>
      )}
    </>
  )
}

function measured(tool: DrawTool, { corners }: Drawing): string {
  if (tool === 'distance') return lengthWords(lengthOf(corners))
  const rim = corners.length > 2 ? `，周长 ${lengthWords(lengthOf([...corners, corners[0]!]))}` : ''
  return `${areaText(areaOfRing(corners))}${rim}`
}
