/**
 * Areas (区域): the town's boundaries as dated data. Pure types and small functions; the same on server, desk and handset.
 * Coordinates are `[lng, lat]` in WGS-84 everywhere inside.
 */
export { Bbox, MultiPolygon, Polygon, Position, Shape, bboxOf } from './shape.ts'
export { Area, AreaCode, AreaRef, Tier, areaWords, dayAt, isValidOn, refOf, tierWords } from './area.ts'
export { Located, NearestBorder } from './located.ts'
export { Finding, FindingKind, Severity, findingWords, placeWords, surfaceWords } from './finding.ts'
