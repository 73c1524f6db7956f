import type { FormField, Material } from '#modules/service/contract.ts'

type Paper = Omit<Material, 'key'>
const paper = (name: string, more: Partial<Paper> = {}): Paper => ({
  name,
  source: 'applicant',
  form: 'original-or-electronic',
  copies: 1,
  required: true,
  deferrable: false,
  promisable: false,
  ...more,
})

/** Papers many matters ask for; the licence code is the demo town's own (示例), the same in every matter. */
export const papers: Readonly<Record<string, Paper>> = {
  id: paper('居民身份证', { source: 'government', licence: 'ID-CARD', held: 'resident' }),
  book: paper('居民户口簿', { source: 'government', licence: 'HOUSEHOLD-BOOK', held: 'household' }),
  marriage: paper('结婚证', { source: 'government', licence: 'MARRIAGE', deferrable: true }),
  birth: paper('出生医学证明', { source: 'government', licence: 'BIRTH', form: 'original' }),
  business: paper('营业执照', { source: 'government', licence: 'BUSINESS', held: 'company' }),
  property: paper('不动产权证书或租赁合同', { licence: 'PREMISES', promisable: true }),
  disability: paper('残疾人证', { source: 'government', licence: 'DISABILITY', held: 'licence' }),
  card: paper('社会保障卡', { source: 'government', licence: 'SOCIAL-CARD', required: false }),
  veteran: paper('退役军人优待证', { source: 'government', licence: 'VETERAN', held: 'licence' }),
  driver: paper('机动车驾驶证', { source: 'government', licence: 'DRIVER', form: 'original' }),
  land: paper('土地承包合同或用地证明', { licence: 'LAND', deferrable: true }),
  income: paper('家庭收入和财产申报表', { form: 'original', promisable: true }),
  photo: paper('近期免冠照片', { copies: 2, form: 'original-or-electronic' }),
  bank: paper('本人银行账户信息', { form: 'copy', deferrable: true }),
  medical: paper('医疗机构诊断证明', { source: 'third-party', form: 'original' }),
  invoice: paper('费用发票和清单', { source: 'third-party', form: 'original' }),
  plan: paper('平面布局图', { form: 'copy', deferrable: true }),
  safety: paper('安全管理制度文本', { form: 'copy', promisable: true }),
  health: paper('从业人员健康证明', { source: 'third-party', form: 'copy', licence: 'HEALTH', deferrable: true }),
  drawing: paper('位置图和施工方案', { form: 'copy' }),
  entrust: paper('授权委托书', { required: false, form: 'original' }),
}

type Field = Omit<FormField, 'required'> & { readonly required?: boolean }
const field = ({ required = true, ...rest }: Field): FormField => ({ ...rest, required })

/** Who asks: a person. `fact` is the meaning that joined matters share. */
export const personFields: readonly FormField[] = [
  field({ key: 'name', title: '申请人姓名', kind: 'text', fact: 'applicant.name' }),
  field({ key: 'number', title: '申请人身份证号', kind: 'resident-id', fact: 'applicant.number' }),
  field({ key: 'phone', title: '联系电话', kind: 'phone', fact: 'applicant.phone' }),
  field({ key: 'address', title: '现住址', kind: 'place', fact: 'applicant.address' }),
]

/** Who asks: a firm. */
export const firmFields: readonly FormField[] = [
  field({ key: 'firm', title: '单位名称', kind: 'text', fact: 'firm.name' }),
  field({ key: 'uscc', title: '统一社会信用代码', kind: 'uscc', fact: 'firm.uscc' }),
  field({ key: 'legal', title: '法定代表人（负责人）', kind: 'text', fact: 'firm.legal' }),
  field({ key: 'phone', title: '联系电话', kind: 'phone', fact: 'applicant.phone' }),
  field({ key: 'address', title: '经营场所', kind: 'place', fact: 'firm.address' }),
]

/** Fields of the sample one-thing 出生一件事: asked by several of its five matters, answered once. */
export const birthFields = {
  baby: field({ key: 'baby', title: '新生儿姓名', kind: 'text', fact: 'baby.name' }),
  sex: field({ key: 'sex', title: '新生儿性别', kind: 'choice', choices: ['男', '女'], fact: 'baby.sex' }),
  born: field({ key: 'born', title: '出生日期', kind: 'date', fact: 'baby.born' }),
  hospital: field({ key: 'hospital', title: '接生医院', kind: 'text', fact: 'baby.hospital' }),
  mother: field({ key: 'mother', title: '母亲姓名', kind: 'text', fact: 'mother.name' }),
  motherNumber: field({ key: 'mother-number', title: '母亲身份证号', kind: 'resident-id', fact: 'mother.number' }),
  father: field({ key: 'father', title: '父亲姓名', kind: 'text', fact: 'father.name' }),
  fatherNumber: field({ key: 'father-number', title: '父亲身份证号', kind: 'resident-id', fact: 'father.number' }),
  follow: field({ key: 'follow', title: '随谁落户', kind: 'choice', choices: ['随父', '随母'] }),
  weight: field({ key: 'weight', title: '出生体重（克）', kind: 'number', required: false }),
  photo: field({ key: 'card-photo', title: '社会保障卡是否加印照片', kind: 'yes-no', required: false, hint: '婴幼儿可以不加印' }),
} as const satisfies Record<string, FormField>

/** What a domain asks beside who asks, and the papers it wants; keys of `papers`. */
export interface Wants {
  readonly fields: readonly FormField[]
  readonly papers: readonly string[]
  readonly condition: readonly [question: string, otherwise: string]
}

const words = (key: string, title: string, more: Partial<Field> = {}) => field({ key, title, kind: 'text', ...more })

export const wants: Readonly<Record<string, Wants>> = {
  HJ: { fields: [words('reason', '办理原因')], papers: ['id', 'book'], condition: ['户籍或居住地在本镇吗？', '请到户籍所在地派出所办理'] },
  MZ: {
    fields: [
      field({ key: 'members', title: '家庭人口数', kind: 'number', fact: 'household.members' }),
      words('account', '收款银行卡号', { fact: 'applicant.account' }),
    ],
    papers: ['id', 'book', 'income', 'bank'],
    condition: ['户籍在本镇，或已连续居住一年以上吗？', '请到户籍所在地的镇（街道）申请'],
  },
  SB: {
    fields: [words('insured', '参保身份', { fact: 'applicant.insured' })],
    papers: ['id', 'card'],
    condition: ['本人在本地参保吗？', '请到参保地经办机构办理'],
  },
  YB: {
    fields: [words('insured', '参保身份', { fact: 'applicant.insured' })],
    papers: ['id', 'card'],
    condition: ['本人参加了本地基本医疗保险，或符合参保条件吗？', '请先办理参保登记'],
  },
  JY: {
    fields: [words('skill', '从业或技能情况')],
    papers: ['id', 'bank'],
    condition: ['年满 16 周岁、有劳动能力吗？', '未满 16 周岁不能办理'],
  },
  JS: {
    fields: [words('spouse', '配偶姓名', { required: false })],
    papers: ['id', 'marriage'],
    condition: ['一方户籍或居住地在本镇吗？', '请到户籍所在地办理'],
  },
  JYU: {
    fields: [words('student', '学生姓名', { fact: 'student.name' }), words('school', '申请学校', { fact: 'student.school' })],
    papers: ['id', 'book', 'property'],
    condition: ['学生的户籍、学籍或随住地在本镇吗？', '请到学籍所在地教育部门办理'],
  },
  CY: {
    fields: [words('grade', '残疾类别和等级', { fact: 'applicant.disability' })],
    papers: ['id', 'disability', 'photo'],
    condition: ['户籍在本镇吗？', '请到户籍所在地残联办理'],
  },
  TY: {
    fields: [words('service', '服役起止时间')],
    papers: ['id', 'veteran'],
    condition: ['是退役军人或其他优抚对象吗？', '不属于优抚对象的不适用本事项'],
  },
  ZJ: {
    fields: [
      field({ key: 'site', title: '坐落位置', kind: 'place', fact: 'site.address' }),
      field({ key: 'size', title: '面积（平方米）', kind: 'number' }),
    ],
    papers: ['id', 'property', 'drawing'],
    condition: ['用地、房屋权属没有争议吗？', '请先解决权属争议再申请'],
  },
  NY: {
    fields: [
      field({ key: 'site', title: '地块或场所位置', kind: 'place', fact: 'site.address' }),
      field({ key: 'size', title: '面积（亩）', kind: 'number' }),
    ],
    papers: ['id', 'land'],
    condition: ['经营的土地、水面在本镇吗？', '请到土地所在地办理'],
  },
  SL: {
    fields: [field({ key: 'site', title: '活动位置', kind: 'place', fact: 'site.address' })],
    papers: ['business', 'drawing'],
    condition: ['位置在本镇河道、水利工程管理范围内吗？', '请向所在地水务部门申请'],
  },
  SC: {
    fields: [words('scope', '经营范围', { fact: 'firm.scope' })],
    papers: ['id', 'property'],
    condition: ['经营场所在本镇吗？', '请向经营场所所在地市场监管部门申请'],
  },
  JT: {
    fields: [words('plate', '车牌号', { fact: 'vehicle.plate' })],
    papers: ['id', 'driver'],
    condition: ['交通违法都处理完了吗？', '请先处理完交通违法再来办理'],
  },
  AJ: {
    fields: [words('manager', '安全负责人', { fact: 'firm.safety' })],
    papers: ['business', 'safety', 'property'],
    condition: ['经营、储存场所符合安全距离要求吗？', '请先整改到位'],
  },
  HB: {
    fields: [words('outlet', '排放或作业情况')],
    papers: ['business', 'safety'],
    condition: ['项目在本镇范围内吗？', '请向项目所在地办理'],
  },
  WL: { fields: [words('use', '用途和时间')], papers: ['id', 'property', 'safety'], condition: ['场所、活动在本镇吗？', '请向所在地申请'] },
  SF: {
    fields: [field({ key: 'matter', title: '事情经过', kind: 'long-text' })],
    papers: ['id'],
    condition: ['事情发生在本镇，或当事人住在本镇吗？', '请到事发地或住所地办理'],
  },
  FW: {
    fields: [
      words('project', '项目名称', { fact: 'firm.project' }),
      field({ key: 'amount', title: '投资或申报金额（万元）', kind: 'number' }),
    ],
    papers: ['business', 'plan'],
    condition: ['企业注册地在本镇吗？', '请向注册地申请'],
  },
  ZH: { fields: [words('need', '需要办什么')], papers: ['id', 'entrust'], condition: ['居住、工作或经营在本镇吗？', '请向居住地办理'] },
}
