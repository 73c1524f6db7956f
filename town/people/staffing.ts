import type { RoleKey } from '#core/org/contract.ts'

/** Posts of one kind in one unit. */
export interface PostPlan {
  unit: string
  title: string
  role: RoleKey
  count: number
  /** Login prefix; numbers follow. */
  login: string
  /** The first holder is this demo account. */
  demo?: { login: string; name: string; title: string }
}

/** Everybody but field staff and village stations; counts are 示例, made to add up to a staff of 600. */
export const POSTS: readonly PostPlan[] = [
  { unit: 'town', title: '镇党委书记', role: 'leader', count: 1, login: 'ld' },
  { unit: 'town', title: '镇长', role: 'leader', count: 1, login: 'ld', demo: { login: 'lingdao', name: '杭立言', title: '镇领导' } },
  { unit: 'town', title: '副书记', role: 'leader', count: 1, login: 'ld' },
  { unit: 'town', title: '副镇长', role: 'leader', count: 6, login: 'ld' },
  { unit: 'town', title: '人大主席', role: 'leader', count: 1, login: 'ld' },
  { unit: 'town', title: '纪委书记', role: 'leader', count: 1, login: 'ld' },

  { unit: 'centre', title: '中心主任', role: 'watch-officer', count: 1, login: 'zb' },
  {
    unit: 'centre',
    title: '首席调查员',
    role: 'arbitrator',
    count: 3,
    login: 'zc',
    demo: { login: 'zhongcai', name: '储明远', title: '首席调查员（裁定人）' },
  },
  {
    unit: 'centre-dispatch',
    title: '值班长',
    role: 'watch-officer',
    count: 4,
    login: 'zb',
    demo: { login: 'zhiban', name: '沈砚舟', title: '值班长' },
  },
  {
    unit: 'centre-dispatch',
    title: '派单员',
    role: 'dispatcher',
    count: 12,
    login: 'pd',
    demo: { login: 'paidan', name: '陆小筝', title: '派单员' },
  },
  {
    unit: 'centre-check',
    title: '核查员',
    role: 'verifier',
    count: 10,
    login: 'hc',
    demo: { login: 'hecha', name: '凌素琴', title: '核查员' },
  },
  {
    unit: 'centre-check',
    title: '回访员',
    role: 'callback',
    count: 6,
    login: 'hf',
    demo: { login: 'huifang', name: '郁晓岚', title: '回访员' },
  },
  { unit: 'centre-grid', title: '网格管理员', role: 'dispatcher', count: 5, login: 'wgb' },
  {
    unit: 'centre-data',
    title: '系统管理员',
    role: 'system-admin',
    count: 1,
    login: 'sys',
    demo: { login: 'sysadmin', name: '费一诺', title: '系统管理员' },
  },
  {
    unit: 'centre-data',
    title: '安全管理员',
    role: 'security-admin',
    count: 1,
    login: 'sec',
    demo: { login: 'secadmin', name: '芮知微', title: '安全管理员' },
  },
  {
    unit: 'centre-data',
    title: '审计员',
    role: 'auditor',
    count: 1,
    login: 'aud',
    demo: { login: 'audit', name: '归守正', title: '审计员' },
  },

  {
    unit: 'service',
    title: '局长',
    role: 'approval-lead',
    count: 1,
    login: 'sp',
    demo: { login: 'shenpizhang', name: '言必行', title: '审批负责人' },
  },
  {
    unit: 'service',
    title: '审批科员',
    role: 'approver',
    count: 1,
    login: 'sp',
    demo: { login: 'shenpi', name: '舒文简', title: '审批人员' },
  },
  {
    unit: 'service',
    title: '审批科员',
    role: 'approver',
    count: 8,
    login: 'sp',
    demo: { login: 'shenpi2', name: '容慎之', title: '审批人员（复核）' },
  },
  {
    unit: 'service-hall',
    title: '大厅负责人',
    role: 'hall-lead',
    count: 1,
    login: 'dt',
    demo: { login: 'dating', name: '迟迎春', title: '大厅负责人' },
  },
  {
    unit: 'service-hall',
    title: '窗口人员',
    role: 'counter',
    count: 23,
    login: 'ck',
    demo: { login: 'chuangkou', name: '柳春燕', title: '窗口人员' },
  },
  {
    unit: 'service-hall',
    title: '帮代办员',
    role: 'agent',
    count: 8,
    login: 'bdb',
    demo: { login: 'daiban', name: '杭助民', title: '帮代办员' },
  },
  { unit: 'enforcement', title: '局长', role: 'handler', count: 1, login: 'zf' },
  { unit: 'enforcement', title: '内勤', role: 'handler', count: 1, login: 'zf' },
  {
    unit: 'enforcement',
    title: '执法负责人',
    role: 'enforcement-lead',
    count: 1,
    login: 'zf',
    demo: { login: 'zhifazhang', name: '严既明', title: '执法负责人' },
  },
  {
    unit: 'enforcement',
    title: '办案执法员',
    role: 'officer',
    count: 1,
    login: 'zf',
    demo: { login: 'zhifa', name: '路正平', title: '执法人员' },
  },
  {
    unit: 'enforcement',
    title: '办案执法员',
    role: 'officer',
    count: 2,
    login: 'zf',
    demo: { login: 'zhifa2', name: '巩若溪', title: '执法人员（第二人）' },
  },
  {
    unit: 'enforcement-law',
    title: '法制审核员',
    role: 'legal-reviewer',
    count: 3,
    login: 'fz',
    demo: { login: 'fazhi', name: '衡知法', title: '法制审核员' },
  },

  ...(['party', 'economy', 'social', 'construction', 'agriculture', 'safety'] as const).flatMap((unit): PostPlan[] => [
    { unit, title: unit === 'party' ? '局长（主任）' : '局长', role: 'handler', count: 1, login: unit },
    { unit, title: '副局长', role: 'handler', count: 2, login: unit },
    { unit, title: '科员', role: 'handler', count: 9, login: unit },
  ]),
  ...(['water', 'environment', 'justice', 'labour', 'education'] as const).flatMap((unit): PostPlan[] => [
    { unit, title: '负责人', role: 'handler', count: 1, login: unit },
    { unit, title: '工作人员', role: 'handler', count: 5, login: unit },
  ]),
  { unit: 'sanitation', title: '所长', role: 'handler', count: 1, login: 'sanitation' },
  {
    unit: 'sanitation',
    title: '处置员',
    role: 'handler',
    count: 7,
    login: 'sanitation',
    demo: { login: 'chuzhi2', name: '闵海生', title: '处置人员（环卫所）' },
  },
  { unit: 'municipal', title: '所长', role: 'handler', count: 1, login: 'municipal' },
  {
    unit: 'municipal',
    title: '处置员',
    role: 'handler',
    count: 7,
    login: 'municipal',
    demo: { login: 'chuzhi', name: '庄根荣', title: '处置人员（市政养护）' },
  },
  ...(['police', 'traffic', 'fire', 'market', 'health', 'greening', 'power', 'supply', 'gas', 'telecom'] as const).flatMap(
    (unit): PostPlan[] => [
      { unit, title: '联络负责人', role: 'handler', count: 1, login: unit },
      { unit, title: '处置员', role: 'handler', count: 4, login: unit },
    ],
  ),
]

/** Posts of every village or community station, all with the role `village`. */
export const STATION_POSTS = {
  village: ['党总支书记', '副书记', '治保主任', '文书', '条线干部'],
  community: ['党委书记', '副书记', '全科社工', '全科社工', '全科社工', '调解员'],
} as const

/** The demo account of a station. */
export const STATION_DEMO = { village: '听橹社区', login: 'cunshe', name: '俞水英', title: '村社区工作站（听橹社区）' }
/** The demo grid worker: the first grid of that community. */
export const GRID_DEMO = { village: '听橹社区', login: 'wangge', name: '顾桂珍', title: '网格员（听橹社区第1网格）' }

/** product.md: 158 people out in the town, 17 vehicles with two each. */
export const FIELD_STAFF = 158
export const VEHICLES = 17
export const STAFF = 600
