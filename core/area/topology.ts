import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js'
import BufferOp from 'jsts/org/locationtech/jts/operation/buffer/BufferOp.js'
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js'
import type { FindingKind } from './finding.ts'
import type { Position } from './shape.ts'
import { Shape, partsOf } from './shape.ts'

/** What is wrong with the rings of one shape, and the first place where. */
export interface TopologyFault {
  readonly kind: FindingKind
  readonly text: string
  readonly at: Position
}

const reader = new GeoJSONReader(new GeometryFactory())

/** JTS's error numbers (TopologyValidationError) in our words. */
const faults: Readonly<Record<number, readonly [FindingKind, string]>> = {
  2: ['nesting', '内环在外环之外'],
  3: ['nesting', '内环套在另一个内环里'],
  4: ['disconnected', '内环把区域隔成了不相连的几块'],
  5: ['self-intersection', '边界自相交'],
  6: ['self-intersection', '边界在一点处自相接'],
  7: ['nesting', '一块套在另一块里'],
  8: ['duplicate-ring', '有两个相同的环'],
}

/**
 * The first fault by the OGC simple-feature rules, or undefined when the shape is valid.
 * Rings must be closed and have four positions or more (see `checkRings`).
 */
export function findTopologyFault(shape: Shape): TopologyFault | undefined {
  const fault = firstFault(shape)
  if (!fault || shape.type === 'Polygon' || fault.kind !== 'self-intersection') return fault
  const alone = partsOf(shape).some((part) => firstFault({ type: 'Polygon', coordinates: part }))
  return alone ? fault : { ...fault, text: '几块之间共边或重叠' }
}

function firstFault(shape: Shape): TopologyFault | undefined {
  const operation = new IsValidOp(reader.read(shape))
  if (operation.isValid()) return undefined
  const error = operation.getValidationError()
  const place = error.getCoordinate()
  const [kind, text] = faults[error.getErrorType()] ?? ['self-intersection', '边界不合法']
  return { kind, text, at: [place.x, place.y] }
}

/**
 * The same ground with rings that touch themselves taken apart (JTS buffer by nothing); undefined when nothing is left. Only for shapes
 * whose edges no longer cross: on a bow tie it would drop one wing.
 */
export function separateRings(shape: Shape): Shape | undefined {
  return Shape.safeParse(new GeoJSONWriter().write(BufferOp.bufferOp(reader.read(shape), 0))).data
}
