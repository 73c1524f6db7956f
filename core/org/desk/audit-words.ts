/** What an audit row says happened, by kind; unknown kinds show their key. */
export const auditKinds: Readonly<Record<string, string>> = {
  'org.signed-in': '登录',
  'org.sign-in-refused': '登录未成功',
  'org.signed-out': '退出登录',
  'org.account-locked': '账号锁定',
  'org.account-unlocked': '解除锁定',
  'org.password-changed': '修改密码',
  'org.password-reset': '重置密码',
  'org.second-factor-set': '绑定动态口令',
  'org.second-factor-reset': '解除动态口令',
  'org.security-changed': '修改登录安全策略',
  'org.post-chosen': '切换岗位',
  'org.person-created': '新增人员',
  'org.person-changed': '修改人员',
  'org.person-revealed': '查看人员电话',
  'org.person-moved': '人员调动',
  'org.appointed': '任职',
  'org.appointment-changed': '更正任职',
  'org.appointment-ended': '免去任职',
  'org.post-created': '设岗位',
  'org.post-changed': '修改岗位',
  'org.role-created': '新增角色',
  'org.role-changed': '修改角色权限',
  'org.token-created': '签发令牌',
  'org.token-revoked': '吊销令牌',
  'org.unit-created': '设立单位',
  'org.unit-changed': '修改单位',
  'org.unit-renamed': '单位更名',
  'org.unit-moved': '调整隶属',
  'org.unit-closed': '撤销单位',
  'incident.reporter-revealed': '查看反映人信息',
  'incident.list-exported': '导出事件列表',
  'incident.connection-saved': '修改外部系统接入',
  'area.boundaries-redrawn': '调整网格边界',
  'area.area-retired': '停用网格',
  'area.change-withdrawn': '撤回待生效的边界调整',
  'area.areas-imported': '导入网格边界',
  'area.areas-exported': '导出网格边界',
  'area.raster-saved': '修改底图',
  'case.file-made': '下载案卷',
  'dispatch.screen-changed': '修改大屏设置',
  'dispatch.map-notice-sent': '向圈内人员发通知',
  'dispatch.map-list-exported': '导出圈内名单',
  'enforcement.party-revealed': '查看当事人信息',
  'enforcement.power-withdrawn': '撤回权责事项',
  'sensing.secret-given': '发放设备密钥',
  'sensing.device-state-set': '修改设备状态',
  'sensing.retention-saved': '修改数据保存期限',
}

/** What the auditor filters by; a prefix takes everything below it. */
export const auditKindGroups: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'org.sign', label: '登录和退出' },
  { value: 'org.password', label: '密码' },
  { value: 'org.account', label: '锁定和解锁' },
  { value: 'org.person', label: '人员' },
  { value: 'org.appoint', label: '任职' },
  { value: 'org.post', label: '岗位' },
  { value: 'org.role', label: '角色权限' },
  { value: 'org.unit', label: '单位' },
  { value: 'org.token', label: '接口令牌' },
  { value: 'incident.reporter-revealed', label: '查看反映人信息' },
  { value: 'incident.list-exported', label: '导出事件' },
  { value: 'case.file-made', label: '下载案卷' },
  { value: 'area.', label: '网格边界' },
]

const objectTitles: Readonly<Record<string, { readonly title: string; readonly path?: (id: string) => string }>> = {
  person: { title: '人员', path: (id) => `/org/people/${id}` },
  unit: { title: '单位', path: (id) => `/org/units?unit=${id}` },
  post: { title: '岗位' },
  role: { title: '角色', path: (id) => `/org/posts?tab=roles&role=${id}` },
  machine: { title: '接口令牌' },
  case: { title: '案件', path: (id) => `/cases/${id}` },
  incident: { title: '事件', path: (id) => `/cases/${id}` },
  login: { title: '账号' },
  reporter: { title: '反映人' },
  connection: { title: '接入系统' },
  area: { title: '网格' },
}

/** `person:uuid` as words and, where a page shows it, its address. Pure. */
export function objectWords(object: string): { readonly title: string; readonly rest: string; readonly path?: string } {
  const [kind = '', ...parts] = object.split(':')
  const known = objectTitles[kind]
  const rest = parts.join(':')
  if (!known || rest === '') return { title: kind || object, rest }
  return { title: known.title, rest, ...(known.path ? { path: known.path(rest) } : {}) }
}
