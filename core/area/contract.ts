/**
 * Areas (区域): the town's boundaries as dated data. Pure types and small functions; the same on server, desk and handset.
 * Coordinates are `[lng, lat]` in WGS-84 everywhere inside.
 */
export { Bbox, MultiPolygon, Polygon, Position, Shape, bboxOf } from './shape.ts'
export { Area, AreaCode, AreaRef, Tier, areaWords, dayAt, isValidOn, refOf, tierWords } from './area.ts'
export { LayerCard, LayerGroup, LayerKind, LayerPoint, LayerView, Nearby, Tone, layerGroups } from './layer.ts'
export { Located, NearestBorder } from './located.ts'
export { Finding, FindingKind, Severity, findingWords, placeWords, surfaceWords } from './finding.ts'
export { bearingBetween, bearingWords, boxAround, destinationFrom, directionWords, distanceBetween, distanceWords } from './geodesy.ts'
export { Datum, bd09ToGcj02, bd09ToWgs84, convertDatum, gcj02ToBd09, gcj02ToWgs84, wgs84ToBd09, wgs84ToGcj02 } from './datum.ts'
export { GaussKrugerCrs, findGaussKrugerCrs, fromGaussKruger, toGaussKruger } from './gauss-kruger.ts'
export {
  DivisionCodeText,
  GridCodeText,
  UnitGridCodeText,
  checkDivision,
  checkGridCode,
  checkUnitGridCode,
  makeGridCode,
} from './grid-code.ts'
export type { CodeCheck, Division, GridCode, UnitGridCode } from './grid-code.ts'
export { locatePoint, readAreas, readBaseMapLayers, readOutline, searchAreas, searchPlaces } from './endpoints.ts'
export {
  checkBoundaries,
  exportAreas,
  readArea,
  readAreaCodes,
  readAreaVersions,
  redrawBoundaries,
  retireBoundary,
} from './boundary-endpoints.ts'
export { areaOf as groundArea } from './surface.ts'
export { RasterSetting, readRasterSetting, readRasterTile, saveRasterSetting, usualRaster } from './raster-setting.ts'
export { MapGround, readGround, readTile } from './tile-endpoints.ts'
export { listPlannedChanges, withdrawPlannedChange } from './planned-endpoints.ts'
export { StrayPost, listAreaNames, listStrayPosts } from './post-endpoints.ts'
export { importAreas, previewAreas } from './import-endpoints.ts'
export { Answering, AreaVersion, SeenVersion } from './record.ts'
export { AddedArea, BoundaryChange, ChangedArea } from './change.ts'
export { ImportEffect, PlannedDraft, effectWords } from './plan-import.ts'
export { AreaFormat, MAX_IMPORT_BYTES } from './import-format.ts'
export { nextCode, normaliseCode, officialCode } from './area-code.ts'
export { Draft, DraftArea, Repair } from './proposal.ts'
export { AreaField, FieldSource, ImportOptions, SourceCrs, columnNames, crsWords } from './import-options.ts'
export { areaFaults } from './fault.ts'
