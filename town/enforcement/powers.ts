import type { Power } from '#modules/enforcement/contract.ts'

/** A field of town life, the invented rule book it stands under, and what people do wrong in it. */
interface Domain {
  readonly name: string
  readonly book: string
  readonly places: readonly string[]
  readonly acts: readonly string[]
}

// Every wording is invented (示例): real kinds of matters, no real article.
const domains: readonly Domain[] = [
  {
    name: '市容环卫',
    book: '示例市容和环境卫生条例',
    places: ['道路两侧', '公共场地', '建筑物外立面', '河道岸线', '集贸市场周边', '居住小区', '桥梁涵洞', '停车场'],
    acts: [
      '擅自堆放物料',
      '擅自占道经营',
      '乱张贴涂写',
      '不履行门前责任',
      '倾倒生活垃圾',
      '不按规定分类投放垃圾',
      '擅自设置户外广告',
      '擅自设置灯箱招牌',
    ],
  },
  {
    name: '城乡规划建设',
    book: '示例城乡规划建设条例',
    places: ['镇区', '村庄', '沿街', '工业区', '临水地带', '商业街区', '学校周边'],
    acts: [
      '未取得许可进行建设',
      '未按许可内容建设',
      '逾期不拆除临时建筑',
      '擅自改变房屋使用性质',
      '擅自加层、搭建',
      '未按规定公示许可内容',
    ],
  },
  {
    name: '工程施工',
    book: '示例建设工程施工管理条例',
    places: ['房屋工地', '道路工地', '管网工地', '水利工地', '装修工地', '拆迁工地', '绿化工地'],
    acts: ['未设置围挡', '未采取扬尘防治措施', '夜间违规施工', '未冲洗车辆驶出', '建筑垃圾未及时清运', '未办理处置核准'],
  },
  {
    name: '渣土运输',
    book: '示例渣土运输管理条例',
    places: ['镇区道路', '县道', '乡村道路', '码头'],
    acts: ['车辆未密闭运输', '沿途丢弃遗撒', '未按规定路线时间行驶', '未随车携带处置证', '随意倾倒渣土'],
  },
  {
    name: '生态环境',
    book: '示例生态环境保护条例',
    places: ['河道', '湖荡', '农田', '工业区', '居民区', '养殖场', '园区', '道路'],
    acts: ['露天焚烧秸秆', '露天焚烧垃圾', '超标排放油烟', '违规排放污水', '噪声超标扰民', '未采取粉尘防治措施'],
  },
  {
    name: '水务水利',
    book: '示例水务管理条例',
    places: ['河道管理范围', '堤防', '湖荡', '供水管网', '排水设施', '圩区泵站', '水库塘坝', '航道'],
    acts: ['擅自填堵', '擅自搭建码头、房屋', '弃置阻碍行洪物体', '擅自取水', '损毁设施', '未取得许可排水'],
  },
  {
    name: '农业农村',
    book: '示例农业农村管理条例',
    places: ['农田', '渔业水域', '农资门店', '养殖场', '屠宰场所'],
    acts: ['违规使用农药', '违规使用渔具捕捞', '禁渔期捕捞', '经营无登记农资', '未建立养殖档案', '未按规定处理病死畜禽'],
  },
  {
    name: '安全生产',
    book: '示例安全生产条例',
    places: ['小微企业', '仓储场所', '危险作业场所', '粉尘场所', '有限空间', '施工企业', '危化品经营单位', '特种作业岗位'],
    acts: [
      '未进行安全培训',
      '未设置警示标志',
      '未建立隐患排查台账',
      '未配备劳动防护用品',
      '安全出口不畅通',
      '未按规定检测设备',
      '违规动火作业',
    ],
  },
  {
    name: '消防安全',
    book: '示例消防安全管理条例',
    places: ['沿街店铺', '出租房屋', '人员密集场所', '厂房仓库', '居民楼', '养老机构', '宗教场所'],
    acts: ['占用堵塞疏散通道', '占用消防车通道', '损坏挪用消防设施', '违规停放电动自行车充电', '违规住人', '未保持设施完好'],
  },
  {
    name: '房屋租赁物业',
    book: '示例房屋租赁与物业管理条例',
    places: ['出租房屋', '住宅小区', '商业楼宇'],
    acts: ['未办理租赁备案', '群租', '擅自改变共用部位用途', '未公示物业收费', '未建立业主信息档案', '未移交物业资料'],
  },
  {
    name: '燃气管理',
    book: '示例燃气管理条例',
    places: ['餐饮场所', '居民用户', '燃气门店', '瓶装供应站', '工业用户', '学校食堂'],
    acts: ['未安装报警装置', '使用不合格气瓶', '擅自安装改装管道', '未建立用户档案', '违规存放气瓶', '未按规定入户安检'],
  },
  {
    name: '园林绿化',
    book: '示例园林绿化条例',
    places: ['公园绿地', '道路绿地', '居住区绿地', '古树名木保护范围'],
    acts: ['擅自占用绿地', '擅自砍伐移植树木', '损坏绿化设施', '在绿地堆放物料', '攀折花木'],
  },
  {
    name: '公路管理',
    book: '示例公路管理条例',
    places: ['县道', '乡道', '村道', '公路建筑控制区', '桥梁'],
    acts: ['擅自占用挖掘', '擅自设置平面交叉道口', '设置非公路标志', '堆放物品影响畅通', '违规超限行驶', '修建建筑物'],
  },
  {
    name: '商贸市场',
    book: '示例商贸流通管理条例',
    places: ['集贸市场', '小餐饮店', '小作坊', '流动摊点', '再生资源回收站', '农贸批发市场', '大型超市', '网络餐饮店'],
    acts: ['未登记备案', '未公示信息', '未落实索证索票', '超范围经营', '未保持场所整洁', '未建立进货台账'],
  },
  {
    name: '文化旅游体育',
    book: '示例文化旅游体育管理条例',
    places: ['网吧', '游艺娱乐场所', '棋牌室', '民宿', '游泳场所'],
    acts: ['未悬挂证照', '未登记顾客信息', '接纳未成年人', '超时营业', '未落实安全巡查', '未设置禁止标志'],
  },
  {
    name: '民政殡葬',
    book: '示例殡葬与地名管理条例',
    places: ['公墓', '散葬区', '村庄道路', '住宅区'],
    acts: ['擅自建造坟墓', '违规销售殡葬用品', '擅自命名更名', '损坏地名标志', '违规办理丧事活动'],
  },
  {
    name: '人力资源',
    book: '示例劳动保障管理条例',
    places: ['用人单位', '职业中介', '培训机构', '工程项目'],
    acts: ['未依法订立劳动合同', '未按规定支付工资', '未设立工资专用账户', '未建立职工名册', '违规收取押金', '发布虚假招聘信息'],
  },
  {
    name: '教育卫生',
    book: '示例教育卫生管理条例',
    places: ['托育机构', '校外培训机构', '诊所', '生活美容场所', '公共场所'],
    acts: ['未取得许可从事活动', '未公示卫生信誉度', '从业人员无健康证明', '未按规定消毒', '未建立管理档案', '超范围开展服务'],
  },
]

const count = 643
const since = '2021-04-01'
const grant = '（示例）省人民政府赋权决定'
/** Taken back from these days on, as the year's adjustments go. */
const withdrawals: readonly (readonly [every: number, from: number, on: string])[] = [
  [29, 7, '2025-07-01'],
  [41, 11, '2027-01-01'],
]

/** The town's list of 643 powers (权责清单), the same at every call: real kinds of matters in invented wording. */
export function demoPowers(): Power[] {
  const all = domains.flatMap((domain, d) =>
    domain.acts.flatMap((act, a) => domain.places.map((place, p) => ({ domain, act, place, rank: `${a}-${p}-${d}` }))),
  )
  // Round by round over the domains, so that a shorter list still has something of each.
  const picked = all
    .slice(0)
    .sort((x, y) => (x.rank < y.rank ? -1 : 1))
    .slice(0, count)
  return picked.map(({ domain, act, place }, i) => {
    const article = `《${domain.book}》第${20 + (i % 48)}条`
    const withdrawn = withdrawals.find(([every, from]) => i % every === from)
    return {
      code: `CF${String(domains.indexOf(domain) + 1).padStart(2, '0')}${String(i + 1).padStart(4, '0')}`,
      title: `对${place}${act}的处罚`,
      domain: domain.name,
      texts: [
        { from: since, article, text: `（示例）在${place}${act}的，责令限期改正；逾期不改正的，可以处罚款。` },
        ...(i % 3 === 0
          ? [{ from: '2026-03-01', article, text: `（示例）在${place}${act}的，责令改正，处警告或者罚款；情节严重的，从重处罚。` }]
          : []),
      ],
      grantDocument: grant,
      heldFrom: since,
      ...(withdrawn ? { heldTo: withdrawn[2], withdrawDocument: '（示例）关于调整赋权事项的决定' } : {}),
      example: true,
    }
  })
}
