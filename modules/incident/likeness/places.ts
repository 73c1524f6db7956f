import { normalise } from '#platform/contract/bigrams.ts'

/** A door on a road: `光明路三段1078巷37号`. Parts that were not written are ''. */
export interface Door {
  readonly road: string
  /** Section, lane and alley as written, digits only: `3/1078/`. */
  readonly lane: string
  readonly number?: number
}

/** Place words found in a text, in normal form (simplified, half-width). */
export interface Places {
  /** The whole address without district and postcode, separators removed; '' when there was none. */
  readonly whole: string
  readonly doors: readonly Door[]
  /** Two crossing roads, sorted: `中山路|人民路`. */
  readonly crossings: readonly string[]
  /** Named spots: 公园, 小区, 学校, 桥 … */
  readonly spots: readonly string[]
  /** Numbers written on poles, lamps, lids and boxes. */
  readonly assets: readonly string[]
}

const roadPart =
  /(?<road>\p{Script=Han}{1,8}?(?:大道|大街|[国省县乡]道|路|街|巷|弄|胡同))(?![灯面树牌障标网线费]|道[路板]?)(?:(?<section>[一二三四五六七八九十\d]{1,3})段)?(?:(?<lane>\d{1,4})巷)?(?:(?<alley>\d{1,4})弄)?(?:(?<number>\d{1,5})(?:[之-]\d+)?号?)?/gu
const spotPart =
  /\p{Script=Han}{2,8}?(?:公园|小区|新村|花园|家园|公寓|广场|学校|小学|中学|大学|国小|国中|幼儿园|医院|卫生院|市场|菜场|超市|车站|公交站|地铁站|捷运站|大桥|桥|庙|寺|宫|大厦|大楼|商场|工业园|产业园|公司|厂|加油站|停车场|村委会|居委会|社区|码头|泵站|水闸|邮局|派出所|银行|酒店|饭店)/gu
// Running text names firms and schools it only complains of; these it mostly names as the place.
const placeSuffix = /(?:公园|小区|新村|花园|家园|公寓|广场|大桥|工业园|产业园|大厦|村委会)$/u
const notSpots =
  /^(?:物业|发现|整个|大型|老旧|城市|市民|农贸|公立|有限|开发商?|街道|各个?|全|该|本|新建|安置|商业|居民|我们|其他|附近|住宅|成熟|封闭式?|开放式?|很多|一些|不少|多个|公共|社区|中心|高档|品牌|商品房|房地产|投资|科技|管理|服务)+(?:公园|小区|新村|花园|家园|公寓|广场|学校|医院|市场|车站|大厦|大楼|商场|公司|工业园|产业园|社区|停车场|银行|超市)$/u
const assetPart =
  /(?:路灯|灯杆|杆号|电杆|线杆|杆子|井盖|窨井|箱体|箱号|编号|牌号|站牌)(?:编?号码?)?[:：为是]?\s*(?<a>[a-z]{0,4}-?\d{3,})|(?<b>[a-z]{0,4}-?\d{2,})号(?:路灯|灯杆|电杆|杆|灯|井盖|井|箱)/gu
const connector =
  /^(?:位于|靠近|介于|右转|左转|转入|对面|[上内旁](?=[与和及近往至到])|在|从|沿着?|往|到|至|与|和|及|跟|近|即|前往)+(?=\p{Script=Han}{2})/u
// In running text a name is taken from after the last of these: `业主都去了幸福小区` → `幸福小区`.
const glue = /^.*(?:对面|旁边|附近|隔壁|[前后里]面|[的在和与到去从于被把是有我你他们了对住个这该本某第及等向将要让请为])/u
// District, town, village: everything up to the last such word that still leaves a name (镇南路 in 四河镇镇南路, 东街 in 四河镇东街).
const district = /^\p{Script=Han}*[区镇乡村里市县](?=\p{Script=Han}{3,}$)|^\p{Script=Han}{2,}[区镇乡村里市县](?=\p{Script=Han}{2}$)/u
const notRoads =
  /^(?:(?:该|本|此|这|那|某|马|沿|全|半|一|整|条|两|几|修|走|过|十字|丁字|三岔|小|大)+条?(?:路|街|巷|弄)|.*(?:道路|铁路|公路|线路|马路|出路|思路|网路|水路|高速))$/u
const numerals: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
}

/**
 * Place words of a description that came without an address: only what is hard to mistake, a road with a lane or a house
 * number and a named spot. Two roads in one letter are seldom a crossing.
 */
export function readPlacesInText(text: string): Places {
  const { doors, spots, assets } = read(text, true)
  return { whole: '', crossings: [], spots, assets, doors: doors.filter((d) => d.number !== undefined || d.lane !== '') }
}

/** Reads the place words of an address. Rules only, no gazetteer. */
export function readPlaces(text: string): Places {
  return read(text, false)
}

function read(text: string, running: boolean): Places {
  const normal = normalise(text).replace(/^\d{5,6}(?=\p{Script=Han})/u, '')
  const doors: Door[] = []
  const rest = normal.replace(roadPart, (...found) => {
    const part = found.at(-1) as Record<string, string | undefined>
    const road = cleanRoad(running ? cutGlue(part['road'] ?? '', 3) : (part['road'] ?? ''))
    if (road === undefined) return found[0]
    const section = (part['section'] ?? '').replace(/[一-十]/gu, (c) => numerals[c] ?? c)
    const lane = [section, part['lane'] ?? '', part['alley'] ?? ''].join('/')
    doors.push({ road, lane: lane === '//' ? '' : lane, ...(part['number'] !== undefined && { number: Number(part['number']) }) })
    return ' '
  })
  return {
    whole: normal.replace(/[^\p{L}\p{N}]/gu, '').replace(/^\p{Script=Han}{2,3}市?\p{Script=Han}{2,3}[区镇乡](?=.{4})/u, ''),
    doors: doors.slice(0, 4),
    crossings: crossingsOf(doors),
    spots: spotsOf(rest, running),
    assets: [...new Set([...normal.matchAll(assetPart)].map((m) => m.groups?.['a'] ?? m.groups?.['b'] ?? ''))].slice(0, 3),
  }
}

function cleanRoad(found: string): string | undefined {
  const road = found.replace(connector, '').replace(district, '').replace(connector, '')
  return [...road].length < 2 || notRoads.test(road) ? undefined : road
}

function spotsOf(text: string, running: boolean): string[] {
  const names = [...text.matchAll(spotPart)].map(([spot]) => cutGlue(spot, 4).replace(connector, '').replace(district, ''))
  return [...new Set(names)]
    .filter((name) => [...name].length >= 3 && !notSpots.test(name) && (!running || placeSuffix.test(name)))
    .slice(0, 3)
}

// Only when a whole name is left: 向阳路 and 和平公园 begin with such words themselves.
function cutGlue(name: string, least: number): string {
  const cut = name.replace(glue, '')
  return [...cut].length >= least ? cut : name
}

function crossingsOf(doors: readonly Door[]): string[] {
  const roads = [...new Set(doors.map((d) => roadTail(d.road)))].slice(0, 3)
  return roads.flatMap((a, i) => roads.slice(i + 1).map((b) => [a, b].toSorted().join('|')))
}

/**
 * The end of a name, up to `length` characters: `仁美里美山路` and `美山路` meet in `美山路`, whatever village or
 * preposition was written before it.
 */
export const roadTail = (name: string, length: number = 3): string => [...name].slice(-length).join('')

/** Whether two names are one: equal, or one the end of the other. */
export const sameName = (a: string, b: string): boolean => a === b || (a.length >= 3 && b.endsWith(a)) || (b.length >= 3 && a.endsWith(b))
