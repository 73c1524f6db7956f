import type { JoinedMatter, MatterVersion, OneThingVersion, Situation } from '#modules/service/contract.ts'

interface Sketch {
  readonly name: string
  readonly summary: string
  readonly firm?: true
  /** Names of matters; `B<A` waits for A, `?C` only for those who say they need it. */
  readonly items: string
  /** For an optional matter: the question in a resident's words, answered yes to bring it in. */
  readonly ask?: Readonly<Record<string, string>>
  readonly bundle: string
}

/** 30 themes (features.md 143); names of real kinds, composition invented (示例). The first is the sample with everything of its own. */
const sketches: readonly Sketch[] = [
  {
    name: '出生一件事',
    summary: '孩子出生后的五张证，一张表、一次办：出生医学证明、预防接种证、户口、医保、社会保障卡。',
    items:
      '出生医学证明签发 | 预防接种证办理<出生医学证明签发 | 出生登记（随父或随母落户）<出生医学证明签发 | 新生儿医疗保险参保登记<出生登记（随父或随母落户） | 社会保障卡申领<出生登记（随父或随母落户） | ?生育登记',
    ask: { 生育登记: '还没有办过生育登记吗？' },
    bundle: '新生儿证件包',
  },
  {
    name: '入学一件事',
    summary: '孩子上小学、初中要办的手续一次办。',
    items: '义务教育入学登记 | ?随迁子女入学申请 | ?家庭经济困难学生资助申请<义务教育入学登记 | ?居住证申领',
    ask: { 随迁子女入学申请: '孩子的户籍不在本镇吗？' },
    bundle: '入学通知和资助结果',
  },
  {
    name: '就业一件事',
    summary: '找工作、办登记、领补贴一次办。',
    items: '就业登记 | 就业创业证申领<就业登记 | ?就业困难人员认定<就业登记 | ?灵活就业社保补贴申领<就业困难人员认定',
    bundle: '就业登记结果',
  },
  {
    name: '失业一件事',
    summary: '失业登记、失业保险、再就业帮扶一次办。',
    items: '失业登记 | 失业保险金申领<失业登记 | ?职业技能提升补贴申领',
    bundle: '失业保险待遇',
  },
  {
    name: '退休一件事',
    summary: '到龄退休的待遇和信息变更一次办。',
    items: '城乡居民养老保险待遇申领 | 退休人员信息变更 | 医保参保信息变更 | ?高龄津贴申领',
    bundle: '退休待遇',
  },
  {
    name: '身后一件事',
    summary: '亲人离世后的手续一次办。',
    items:
      '死亡注销户口登记 | 城乡居民养老保险注销登记<死亡注销户口登记 | 丧葬补助金申领<死亡注销户口登记 | ?困难群众殡葬补助申领 | 医保参保信息变更<死亡注销户口登记',
    bundle: '注销和补助结果',
  },
  {
    name: '结婚落户一件事',
    summary: '结婚后户口、生育登记一次办。',
    items: '夫妻投靠落户审批 | 户口簿换领<夫妻投靠落户审批 | ?生育登记',
    bundle: '户口簿',
  },
  {
    name: '残疾人服务一件事',
    summary: '残疾人证和各项补贴、服务一次办。',
    items:
      '残疾人证申领 | 困难残疾人生活补贴申领<残疾人证申领 | ?重度残疾人护理补贴申领<残疾人证申领 | ?残疾人辅助器具申请<残疾人证申领 | ?残疾人家庭无障碍改造申请<残疾人证申领',
    ask: { 重度残疾人护理补贴申领: '残疾等级是一级或二级吗？' },
    bundle: '残疾人证和补贴结果',
  },
  {
    name: '扶残助困一件事',
    summary: '困难残疾人的补贴和救助一次办。',
    items: '困难残疾人生活补贴申领 | ?临时救助申请 | ?最低生活保障申请',
    bundle: '补贴和救助结果',
  },
  {
    name: '社会救助一件事',
    summary: '低保、特困、临时救助和医疗救助，一次说清、一起办。',
    items: '最低生活保障申请 | 医疗救助对象认定<最低生活保障申请 | ?临时救助申请 | ?家庭经济困难学生资助申请',
    bundle: '救助结果',
  },
  {
    name: '老年关爱一件事',
    summary: '老人的证件、津贴和服务一次办。',
    items: '老年优待证申领 | 高龄津贴申领 | ?居家养老上门服务申请 | ?老年人助餐服务登记 | ?独居老人探访登记',
    ask: { 独居老人探访登记: '老人一个人住吗？' },
    bundle: '优待证和服务安排',
  },
  {
    name: '困境儿童保障一件事',
    summary: '孤儿、事实无人抚养儿童的保障一次办。',
    items: '孤儿基本生活补助申领 | 城乡居民基本医疗保险参保登记 | ?家庭经济困难学生资助申请',
    bundle: '保障结果',
  },
  {
    name: '退役军人返乡一件事',
    summary: '退役回乡的优待、补助、社保一次办。',
    items: '退役军人优待证申领 | 退役士兵一次性补助申领 | ?养老保险关系转移接续 | ?退役军人就业创业扶持申请',
    bundle: '优待证和补助',
  },
  {
    name: '异地就医一件事',
    summary: '长期在外地看病、报销的手续一次办。',
    items: '异地就医备案 | ?医保关系转移接续 | ?门诊慢性病待遇认定',
    bundle: '备案结果',
  },
  {
    name: '生育待遇一件事',
    summary: '生育费用报销和生育津贴一次办。',
    items: '生育津贴申领 | 生育医疗费用报销 | ?生育登记',
    bundle: '生育待遇',
  },
  {
    name: '公民身后户籍清理一件事',
    summary: '户口、社保、医保一起注销。',
    items: '死亡注销户口登记 | 城乡居民养老保险注销登记<死亡注销户口登记 | 医保参保信息变更<死亡注销户口登记',
    bundle: '注销证明',
  },
  {
    name: '新市民落户一件事',
    summary: '来镇务工、购房落户的手续一次办。',
    items: '务工就业落户审批 | 户口簿换领<务工就业落户审批 | 社会保障卡申领<务工就业落户审批 | ?流动人口子女积分登记',
    bundle: '户口簿和社会保障卡',
  },
  {
    name: '居住安家一件事',
    summary: '租房入住后的居住登记、居住证、水电气一次办。',
    items: '居住登记 | 居住证申领<居住登记 | 房屋租赁登记备案 | ?自来水报装 | ?燃气报装',
    bundle: '居住证',
  },
  {
    name: '农村建房一件事',
    summary: '宅基地、建房许可到竣工确认一次办。',
    items:
      '农村宅基地和建房规划许可 | 农村建房竣工验收确认<农村宅基地和建房规划许可 | ?农村危房改造补助申领 | ?自来水报装<农村宅基地和建房规划许可',
    bundle: '建房许可和竣工确认',
  },
  {
    name: '加装电梯一件事',
    summary: '老小区加装电梯的手续一次办。',
    items: '既有住宅加装电梯初审 | 住宅维修资金使用备案 | ?临时占用城镇道路许可<既有住宅加装电梯初审',
    bundle: '初审意见',
  },
  {
    name: '换证补证一件事',
    summary: '身份证、驾驶证、社会保障卡到期或丢失，一起换补。',
    items: '居民身份证到期换领 | ?机动车驾驶证到期换领<居民身份证到期换领 | ?社会保障卡补领<居民身份证到期换领',
    bundle: '新证件',
  },
  {
    name: '农机购买使用一件事',
    summary: '买农机的补贴、登记、驾驶证一次办。',
    items: '农机购置补贴申领 | 拖拉机注册登记 | ?农机驾驶证换领',
    bundle: '补贴和牌证',
  },
  {
    name: '家庭农场培育一件事',
    summary: '办农场的认定、备案、补贴一次办。',
    items: '家庭农场认定 | 个体工商户设立登记 | ?设施农业用地备案 | ?农业保险投保登记<家庭农场认定',
    bundle: '认定结果和营业执照',
  },
  {
    name: '开小餐饮店一件事',
    summary: '开一家小餐饮店，从执照到备案一次办。',
    items:
      '个体工商户设立登记 | 小餐饮备案<个体工商户设立登记 | ?户外招牌设置许可<个体工商户设立登记 | ?污水排入管网许可<个体工商户设立登记',
    ask: { 户外招牌设置许可: '要挂户外招牌吗？' },
    bundle: '营业执照和备案凭证',
  },
  {
    name: '开餐饮企业一件事',
    firm: true,
    summary: '餐饮企业开业的许可一次办。',
    items: '企业设立登记初审 | 食品经营许可<企业设立登记初审 | ?户外招牌设置许可<企业设立登记初审 | ?污水排入管网许可<企业设立登记初审',
    ask: { 户外招牌设置许可: '要挂户外招牌吗？' },
    bundle: '营业执照和许可证',
  },
  {
    name: '开药店一件事',
    firm: true,
    summary: '药品零售企业开业一次办。',
    items: '企业设立登记初审 | 药品零售许可初审<企业设立登记初审 | 第二类医疗器械经营备案<企业设立登记初审 | ?户外招牌设置许可',
    bundle: '开业许可',
  },
  {
    name: '企业开办一件事',
    firm: true,
    summary: '企业设立、参保、用工备案一次办。',
    items: '企业设立登记初审 | 单位参保登记<企业设立登记初审 | 用工备案<企业设立登记初审',
    bundle: '开办结果',
  },
  {
    name: '企业注销一件事',
    firm: true,
    summary: '企业退出的手续一次办。',
    items: '企业简易注销登记 | 单位参保信息变更<企业简易注销登记 | ?食品经营许可注销',
    ask: { 食品经营许可注销: '持有食品经营许可证吗？' },
    bundle: '注销证明',
  },
  {
    name: '水电气报装一件事',
    firm: true,
    summary: '企业用水、用电、排水报装一次办。',
    items: '工业企业用电服务 | 排水接入许可 | ?城镇道路挖掘许可',
    ask: { 城镇道路挖掘许可: '管线要穿过城镇道路吗？' },
    bundle: '接入方案',
  },
  {
    name: '项目开工一件事',
    firm: true,
    summary: '工业项目备案到开工的手续一次办。',
    items:
      '企业投资项目备案 | 建设项目环评登记备案<企业投资项目备案 | 临时建设工程审批<企业投资项目备案 | 小型工程施工许可<临时建设工程审批 | ?建筑垃圾处置核准<小型工程施工许可',
    bundle: '开工许可',
  },
]

/** The sample's code, for stories and tests. */
export const birthOneThing = 'YJS-01'

/** The one-things over the matters of the town, found by their names. */
export function demoOneThings(matters: readonly MatterVersion[], from = '2026-01-01'): OneThingVersion[] {
  const codes = new Map(matters.map(({ name, code }) => [name, code]))
  const codeOf = (name: string): string => {
    const code = codes.get(name)
    if (code === undefined) throw new Error(`no matter is called ${name}`)
    return code
  }
  return sketches.map(({ name, summary, firm, items, ask = {}, bundle }, index) => {
    const parts = items.split('|').map((part) => {
      const [own = '', earlier] = part.trim().split('<')
      const optional = own.startsWith('?')
      return { name: optional ? own.slice(1) : own, earlier, optional }
    })
    return {
      code: `YJS-${String(index + 1).padStart(2, '0')}`,
      from,
      name,
      summary,
      applicants: firm ? 'company' : 'person',
      situations: parts
        .filter(({ optional }) => optional)
        .map((part, i): Situation => ({
          key: `q${i + 1}`,
          question: ask[part.name] ?? `要同时办理${part.name}吗？`,
          options: [
            { key: 'yes', title: '是', adds: [codeOf(part.name)] },
            { key: 'no', title: '否', adds: [] },
          ],
        })),
      items: parts.map((part, order): JoinedMatter => ({
        code: codeOf(part.name),
        order,
        ...(part.earlier ? { parallelGroup: codeOf(part.earlier) } : {}),
        dependsOn: part.earlier ? [codeOf(part.earlier)] : [],
        optional: part.optional,
      })),
      bundle: { name: bundle, delivery: index % 3 === 1 ? 'as-ready' : 'together' },
      example: true,
    }
  })
}
