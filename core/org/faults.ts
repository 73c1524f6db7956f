import { failing, faults } from '#platform/contract/problem.ts'

export const orgFaults = faults({
  'org.wrong-credentials': { status: 401, title: '账号或密码不对', way: '核对大小写和输入法；连续 5 次不对将锁定 30 分钟' },
  'org.locked': { status: 423, title: '登录失败次数过多，账号已锁定', way: '30 分钟后自动解锁，或请安全管理员解锁' },
  'org.disabled': { status: 403, title: '账号已停用', way: '如仍在岗，请联系系统管理员启用' },
  'org.no-post': { status: 403, title: '您目前没有任何岗位', way: '请联系系统管理员安排岗位后再登录' },
  'org.not-your-post': { status: 403, title: '您目前不在这个岗位上', way: '从自己的岗位中选择' },
  'org.cross-site': { status: 403, title: '请求来自其他网站，已拒绝', way: '请从本平台页面操作' },
  'org.code-needed': { status: 401, title: '还需要动态口令', way: '打开认证器 App，输入当前的 6 位数字' },
  'org.wrong-code': { status: 422, title: '动态口令不对或已用过', way: '等 App 上的数字变化后再输入；手机时间须准确' },
  'org.second-factor-set': { status: 409, title: '已经绑定过动态口令', way: '如更换手机，请安全管理员先解除绑定' },
  'org.weak-password': { status: 422, title: '新密码不符合要求', way: '按提示修改后再提交' },
  'org.wrong-password': { status: 422, title: '当前密码不对', way: '重新输入当前密码；连续 5 次不对将锁定 30 分钟' },
  'org.used-password': { status: 422, title: '新密码与最近 5 次用过的相同', way: '请换一个没有用过的密码' },
  'org.login-taken': { status: 409, title: '这个账号名已被使用', way: '换一个账号名' },
  'org.code-taken': { status: 409, title: '这个编号已被使用', way: '换一个编号，或修改原有的一项' },
  'org.bad-date': { status: 422, title: '日期与已有记录冲突', way: '按提示改用其他日期' },
  'org.bad-tree': { status: 422, title: '不能放在这个上级单位之下', way: '选择不属于本单位下级的单位' },
  'org.in-use': { status: 409, title: '还有人员或下级单位，不能关闭', way: '先把人员和下级单位移走' },
  'org.three-roles': {
    status: 422,
    title: '系统管理员、安全管理员、审计员不能由同一人担任',
    way: '先结束此人现有的管理岗位，或换一个人（等保三级：三员分立）',
  },
  'org.unknown-permission': { status: 422, title: '权限代码不存在', way: '从权限清单中选择' },
  'org.no-phone': { status: 404, title: '此人没有登记电话', way: '可在人员信息中补登' },
})
export const failOrg = failing(orgFaults)
