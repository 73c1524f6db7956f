import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the hall. */
export const hallFaults = faults({
  'hall.domain-unknown': { status: 422, title: '没有这个业务类别', way: '请重新选择要办的业务' },
  'hall.closed': { status: 409, title: '现在不在办公时间，不能取号', way: '请在办公时间取号，或预约一个时段' },
  'hall.ticket-unknown': { status: 404, title: '没有找到这个号', way: '核对链接；当天的号只在当天有效' },
  'hall.slot-unknown': { status: 422, title: '不能预约这个时段', way: '请重新选择日期和时段' },
  'hall.slot-full': { status: 409, title: '这个时段已约满', way: '请换一个时段' },
  'hall.appointment-unknown': { status: 404, title: '没有找到这个预约', way: '核对预约码；预约码在预约成功的页面上' },
  'hall.appointment-over': { status: 409, title: '这个预约已用过、取消或过期', way: '请直接取号，或重新预约' },
  'hall.too-early': { status: 409, title: '还没到预约时间', way: '请在预约时间前后 15 分钟内签到' },
  'hall.too-late': { status: 409, title: '已过预约有效时间', way: '请直接取号排队' },
  'hall.counter-unknown': { status: 404, title: '没有这个窗口', way: '刷新后再试' },
  'hall.counter-taken': { status: 409, title: '这个窗口已有人开放', way: '请选择其他窗口' },
  'hall.other-window': { status: 409, title: '您已开放另一个窗口', way: '先关闭原来的窗口，再开这一个' },
  'hall.not-yours': { status: 403, title: '这个窗口不是您开放的', way: '请先开放自己的窗口' },
  'hall.busy': { status: 409, title: '窗口还有号没办完', way: '先办结、转窗口或过号，再做这一步' },
  'hall.nobody': { status: 409, title: '没有等候的号', way: '有人取号时页面会自动更新' },
  'hall.not-now': { status: 409, title: '这个号现在不能这样办', way: '刷新后看它的最新状态' },
  'hall.calls-used': { status: 409, title: '已叫满次数', way: '人没来请按过号' },
  'hall.call-again': { status: 409, title: '叫号次数不够，不能过号', way: '请先重呼' },
  'hall.setting-changed': { status: 409, title: '设置刚被别人改过', way: '刷新后在最新设置上修改' },
  'hall.number-used': { status: 409, title: '窗口号重复', way: '请换一个窗口号' },
  'hall.advice-unknown': { status: 404, title: '没有这条提示', way: '刷新后再试' },
  'hall.advice-over': { status: 409, title: '这条提示已处理', way: '刷新后看结果' },
  'hall.display-unknown': { status: 404, title: '这块屏没有登记或已停用', way: '请大厅负责人重新登记，用新链接打开' },
  'hall.stuck-unknown': { status: 404, title: '没有找到这件事', way: '核对编号；也可能不在您的查看范围内' },
})
export const failHall = failing(hallFaults)
