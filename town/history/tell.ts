import type { Channel } from '#modules/incident/contract.ts'
import type { Position, Random } from '#town/geometry/index.ts'
import { type Spot, jitter } from './spots.ts'
import { type SpotKind, type Wording, fill, wordings } from './wording/index.ts'

/** A report as somebody made it: what they said, of where, by which door. */
export interface Tale {
  readonly wording: Wording
  readonly channel: Channel
  readonly spot: Spot
  readonly position: Position
  readonly title: string
  readonly description: string
  readonly address: string
  readonly place: Position | undefined
  /** Metres. */
  readonly accuracy: number | undefined
}

const doors: readonly (readonly [Channel, number])[] = [
  ['grid', 34],
  ['hotline', 26],
  ['public', 15],
  ['phone', 7],
  ['counter', 3],
  ['police', 5],
  ['camera', 16],
  ['device', 5],
  ['upper', 1.4],
  ['enterprise', 0.8],
  ['drone', 0.8],
  ['video', 1.5],
]
const openings: Readonly<Record<Channel, readonly string[]>> = {
  grid: ['巡查发现，', '', '', '网格巡查时发现：', '走访中了解到，', '居民向网格员反映，'],
  hotline: ['来电人反映：', '市民来电反映，', '来电人称，', '市民反映，', '来电咨询并反映：', ''],
  public: ['', '', '', '你好，', '麻烦看一下，', '随手拍：', '请问有人管吗？'],
  counter: ['来访人反映：', '居民到窗口反映，', ''],
  phone: ['居民来电：', '', '值班电话接报，', '群众打来电话，'],
  police: ['非警务警情转办：', '110分流：', '民警到场了解：'],
  camera: [''],
  device: [''],
  upper: ['上级交办：', '区级平台派发：'],
  enterprise: ['企业反映：', '走访企业时了解到，'],
  video: ['视频巡屏发现，', '巡屏时看到，'],
  drone: ['无人机巡飞发现，', '航拍画面显示，'],
}
const endings: Readonly<Partial<Record<Channel, readonly string[]>>> = {
  hotline: ['。希望有关部门核实处理', '。要求尽快处理并回复', '。请求帮助解决', '。望相关部门到现场查看', '。诉求：尽快解决'],
  public: ['', '，请尽快处理', '，谢谢', '。辛苦了', '！', ''],
  grid: ['', '，已拍照上报', '，请派单处理', '。周边已提醒行人注意', ''],
  phone: ['', '，请派人来看看', '。留了联系方式'],
  counter: ['', '。已登记，待回复'],
  police: ['，请协调处理', '。已告知当事人由镇里跟进'],
}
const fronts = ['附近', '门口', '旁边', '对面', '往东约五十米处', '路段', '', '', ''] as const
const parts: Readonly<Partial<Record<SpotKind, readonly string[]>>> = {
  quarter: ['南门', '北门', '<1-28>幢楼下', '<1-28>幢', '<1-20>幢<1-3>单元', '地面停车场', '中心花园', '垃圾房旁', ''],
  school: ['门口', '东侧围墙', '接送点', ''],
  market: ['东门', '西门', '卸货区', '门前', ''],
  factory: ['门口', '后围墙', '厂区', ''],
  park: ['入口', '健步道', '凉亭边', '草坪', ''],
  station: ['', '旁'],
  water: ['河边', '河段', '岸边', '水面'],
  bridge: ['桥头', '桥面', '桥下', ''],
}

/** How a person names the spot: by the landmark, by the house number, or both. */
function placeWords(spot: Spot, kind: SpotKind, random: Random): string {
  const own = parts[kind]
  const name = spot.landmark
  if (name && own && kind !== 'water' && kind !== 'bridge' && random.chance(0.62)) return name + fill(random.pick(own), random, '')
  if (name && kind === 'road' && random.chance(0.34)) return name + random.pick(['门口', '旁边', '对面', '附近'])
  const address = spot.address.replace(/附近$/u, '')
  if (kind === 'water' || kind === 'bridge') return (name && random.chance(0.5) ? name : address) + (own ? random.pick(own) : '')
  return address + (kind === 'field' ? '附近田里' : random.pick(fronts))
}

function textOf(wording: Wording, channel: Channel, where: string, random: Random): string {
  if (wording.seen && (channel === 'camera' || channel === 'device')) return `${fill(wording.seen.text, random, where)}，待人工确认`
  const said = fill(random.pick(wording.tells), random, where)
  return random.pick(openings[channel]) + said + random.pick(endings[channel] ?? [''])
}

/** Doors that fit: a machine sees only what it can see, what happens indoors is told by people. */
function doorFor(wording: Wording, random: Random): Channel {
  const fits = ([door]: readonly [Channel, number]): boolean => {
    if (door === 'camera' || door === 'device') return wording.seen?.by === door
    if (door === 'drone' || door === 'video') return wording.seen?.by === 'camera'
    return true
  }
  const told = (door: Channel): number => (door === 'grid' && wording.private ? 0.25 : 1)
  return random.weighted(
    doors.filter(fits).map(([door, weight]) => [door, weight * told(door) * (door === 'device' && wording.seen ? 3 : 1)] as const),
  )
}

/** A new problem somewhere in town. */
export function invent(spotOf: (kind: SpotKind, random: Random) => Spot, storm: boolean, random: Random): Tale {
  const wording = random.weighted(wordings.map((w) => [w, w.weight * (storm ? (w.storm ?? 0.5) : 1)] as const))
  const kind = random.pick(wording.spots)
  return tellOf(wording, kind, spotOf(kind, random), doorFor(wording, random), random, 12)
}

/** The same problem told again by somebody else, in other words and from some metres off. */
export function retell(tale: Tale, random: Random): Tale {
  const door = random.weighted([
    ['hotline', 5],
    ['public', 4],
    ['phone', 2],
    ['grid', 3],
  ] as const)
  return tellOf(tale.wording, tale.wording.spots[0]!, tale.spot, door, random, 30)
}

function tellOf(wording: Wording, kind: SpotKind, spot: Spot, channel: Channel, random: Random, metres: number): Tale {
  const where = placeWords(spot, kind, random)
  // One call in eight gives an address only; the dispatcher finds the place later.
  const pointless = (channel === 'hotline' || channel === 'phone') && random.chance(0.12)
  const position = jitter(spot.position, random, metres)
  return {
    wording,
    channel,
    spot,
    position,
    title: fill(random.pick(wording.titles), random, where),
    description: textOf(wording, channel, where, random),
    address:
      random.chance(0.4) && spot.landmark && !spot.address.includes(spot.landmark) ? `${spot.address}（${spot.landmark}）` : spot.address,
    place: pointless ? undefined : position,
    accuracy: pointless ? undefined : channel === 'public' || channel === 'grid' ? random.int(4, 28) : random.pick([10, 20, 30, 50]),
  }
}
