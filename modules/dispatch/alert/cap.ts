import { type XmlElement, childrenOf, readXml, textOf } from './xml.ts'

/** Metres and degrees as in our maps: [lng, lat]. CAP writes "lat,lon". */
type LngLat = readonly [number, number]

export interface CapArea {
  readonly description: string
  readonly polygons: readonly (readonly LngLat[])[]
  /** Radius in kilometres. */
  readonly circles: readonly { readonly centre: LngLat; readonly radius: number }[]
  readonly geocodes: readonly { readonly name: string; readonly value: string }[]
}

export interface CapInfo {
  readonly language: string
  readonly event: string
  readonly eventCodes: readonly string[]
  readonly urgency: string
  readonly severity: string
  readonly certainty: string
  readonly effective: string | undefined
  readonly onset: string | undefined
  readonly expires: string | undefined
  readonly senderName: string
  readonly headline: string
  readonly description: string
  readonly instruction: string
  readonly areas: readonly CapArea[]
}

/** An OASIS CAP 1.2 alert. Texts that are missing are empty: real senders leave required ones out. */
export interface CapAlert {
  readonly identifier: string
  readonly sender: string
  readonly sent: string | undefined
  readonly status: string
  readonly msgType: string
  readonly scope: string
  readonly references: readonly { readonly sender: string; readonly identifier: string }[]
  readonly infos: readonly CapInfo[]
  /** Required by CAP 1.2 §3.2 and not there, or not of the listed values; in Chinese. */
  readonly faults: readonly string[]
}

const statuses = ['Actual', 'Exercise', 'System', 'Test', 'Draft']
const types = ['Alert', 'Update', 'Cancel', 'Ack', 'Error']
const severities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

function pointOf(pair: string): LngLat | undefined {
  const [lat = Number.NaN, lng = Number.NaN] = pair.split(',').map(number)
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? [lng, lat] : undefined
}

function areaOf(element: XmlElement): CapArea {
  return {
    description: textOf(element, 'areaDesc') ?? '',
    polygons: childrenOf(element, 'polygon').flatMap(({ text }) => {
      const points = text.split(/\s+/u).map(pointOf)
      // CAP 1.2 §3.2.4: at least four pairs, the first and the last the same.
      return points.length >= 4 && points.every((point) => point !== undefined) ? [points] : []
    }),
    circles: childrenOf(element, 'circle').flatMap(({ text }) => {
      const [pair = '', radius = ''] = text.split(/\s+/u)
      const centre = pointOf(pair)
      return centre && number(radius) >= 0 ? [{ centre, radius: number(radius) }] : []
    }),
    geocodes: childrenOf(element, 'geocode').map((code) => ({ name: textOf(code, 'valueName') ?? '', value: textOf(code, 'value') ?? '' })),
  }
}

function infoOf(element: XmlElement): CapInfo {
  const text = (name: string) => textOf(element, name) ?? ''
  return {
    language: textOf(element, 'language') ?? 'en-US',
    event: text('event'),
    eventCodes: childrenOf(element, 'eventCode').flatMap((code) => textOf(code, 'value') ?? []),
    urgency: text('urgency'),
    severity: text('severity'),
    certainty: text('certainty'),
    effective: textOf(element, 'effective'),
    onset: textOf(element, 'onset'),
    expires: textOf(element, 'expires'),
    senderName: text('senderName'),
    headline: text('headline'),
    description: text('description'),
    instruction: text('instruction'),
    areas: childrenOf(element, 'area').map(areaOf),
  }
}

function faultsOf(alert: XmlElement, infos: readonly CapInfo[]): string[] {
  const missing = ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'].filter((name) => !textOf(alert, name))
  const odd = (name: string, value: string | undefined, listed: readonly string[]) =>
    value && !listed.includes(value) ? [`${name} 的值“${value}”不在标准里`] : []
  return [
    ...missing.map((name) => `缺少必填项 ${name}`),
    ...odd('status', textOf(alert, 'status'), statuses),
    ...odd('msgType', textOf(alert, 'msgType'), types),
    ...infos.flatMap((info) => [
      ...(['event', 'urgency', 'severity', 'certainty'] as const).filter((name) => !info[name]).map((name) => `info 缺少必填项 ${name}`),
      ...odd('severity', info.severity, severities),
    ]),
  ]
}

/**
 * Reads a CAP 1.2 alert. Faults against the standard are told, not fatal: a flood warning with a missing field is still a flood warning.
 * @throws Error in Chinese when it is no CAP alert at all, or has no identifier to know it by
 */
export function readCap(source: string): CapAlert {
  const root = readXml(source)
  if (root.name !== 'alert') throw new Error(`不是 CAP 预警：最外层是 <${root.name}>，应为 <alert>`)
  const identifier = textOf(root, 'identifier')
  if (!identifier) throw new Error('CAP 预警缺少 identifier')
  const infos = childrenOf(root, 'info').map(infoOf)
  return {
    identifier,
    sender: textOf(root, 'sender') ?? '',
    sent: textOf(root, 'sent'),
    status: textOf(root, 'status') ?? '',
    msgType: textOf(root, 'msgType') ?? '',
    scope: textOf(root, 'scope') ?? '',
    references: (textOf(root, 'references') ?? '')
      .split(/\s+/u)
      .map((reference) => reference.split(','))
      .flatMap(([sender, of]) => (sender && of ? [{ sender, identifier: of }] : [])),
    infos,
    faults: faultsOf(root, infos),
  }
}
