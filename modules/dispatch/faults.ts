import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the dispatch module. */
export const dispatchFaults = faults({
  'dispatch.layer-unknown': { status: 404, title: '没有这个图层', way: '刷新页面后重新选择图层' },
  'dispatch.thing-unknown': { status: 404, title: '图上没有这个对象，或不在您可看的范围内', way: '刷新地图后重新点选' },
  'dispatch.moment-out-of-reach': { status: 422, title: '只能看最近 30 天内的时刻', way: '把时间轴拖回 30 天以内' },
  'dispatch.nearby-unknown': { status: 404, title: '没有可查的附近力量，或没有查看权限', way: '联系值班长开通查看权限' },
  'dispatch.nobody-inside': { status: 422, title: '圈选范围内没有可以通知的人', way: '扩大范围，或改选通知对象' },
  'dispatch.too-many-receivers': { status: 422, title: '一次交办的人太多', way: '缩小圈选范围，或改为交办给单位' },
  'dispatch.order-unknown': { status: 404, title: '没有这次现场指令', way: '刷新列表后重新选择' },
  'dispatch.order-over': { status: 409, title: '这次指令已经没有未完成的任务', way: '打开任务查看完成情况' },
  'dispatch.screen-changed': { status: 409, title: '大屏设置刚被别人改过', way: '刷新页面，看过最新设置后再保存' },
  'dispatch.display-unknown': {
    status: 403,
    title: '大屏链接无效或已停用',
    way: '请值班长在“大屏设置”里重新登记这块大屏',
  },
  'dispatch.roster-faulty': { status: 422, title: '值班安排有误', way: '核对班次、岗位和人员后再保存' },
  'dispatch.roster-unreadable': {
    status: 422,
    title: '这份值班表读不出来',
    way: '用“日期、班次、岗位、人员”四列，或一天一行、每个班次岗位一列',
  },
  'dispatch.urgent-unread': { status: 409, title: '还有紧急事件没有看，不能接班', way: '逐件打开看过后再接班' },
  'dispatch.not-on-roster': { status: 409, title: '您不在这一班的接班岗位上', way: '写明替班原因后可以接班' },
  'dispatch.shift-taken': { status: 409, title: '这一班已经有人接了', way: '下一班开始前一小时起可以接班' },
  'dispatch.no-shift': { status: 409, title: '现在没有人当班', way: '请先接班' },
  'dispatch.plan-unknown': { status: 404, title: '没有这个预案', way: '刷新预案库后重新选择' },
  'dispatch.plan-faulty': { status: 422, title: '预案内容有误', way: '按提示逐条改正后再保存' },
  'dispatch.level-unknown': { status: 422, title: '这个预案没有这一级', way: '换一个级别，或先修改预案' },
  'dispatch.already-active': { status: 409, title: '这个预案正在响应中', way: '打开进行中的启动，需要时调整级别' },
  'dispatch.activation-unknown': { status: 404, title: '没有这次启动', way: '刷新列表后重新选择' },
  'dispatch.tasks-open': { status: 409, title: '还有任务没有完成，不能结束响应', way: '催办完成，或选择“一并撤回”' },
  'dispatch.alert-unreadable': { status: 422, title: '这份预警读不出来', way: '应为 CAP 1.2 的 XML' },
})
export const failDispatch = failing(dispatchFaults)
