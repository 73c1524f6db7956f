import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the incident module. */
export const incidentFaults = faults({
  'incident.not-found': { status: 404, title: '没有找到这个事件', way: '核对编号；也可能不在您的查看范围内' },
  'incident.number-or-code-wrong': { status: 404, title: '受理号或查询码不对', way: '核对短信、回执上的受理号和 6 位查询码' },
  'incident.place-needed': { status: 422, title: '请说明地点', way: '在地图上点一下位置，或写清地址' },
  'incident.class-unknown': { status: 422, title: '类别不在目录里', way: '重新选择类别' },
  'incident.no-enforcement': { status: 409, title: '没有安装综合执法模块', way: '派给执法单位按事件办理，或请系统管理员启用综合执法' },
  'incident.reporter-missing': { status: 404, title: '没有这位反映人', way: '刷新后再试' },
  'incident.catalogue-faulty': { status: 422, title: '目录或责任清单有误', way: '按提示逐条改正后再保存' },
  'incident.cannot-reopen': { status: 409, title: '现在不能重开', way: '事件还在办理中，可补充情况' },
  'incident.cannot-rate': { status: 409, title: '现在不能评价', way: '办结后可以评价，每次办结评价一次' },
  'incident.cannot-add': { status: 409, title: '事件已办结，不能再补充', way: '没有解决的，请选择“没有解决”重开' },
  'incident.photo-missing': { status: 422, title: '照片没有上传成功', way: '请重新添加照片后再提交' },
  'incident.view-limit': { status: 409, title: '保存的视图太多', way: '先删除不用的视图（最多 30 个）' },
  'incident.door-closed': { status: 409, title: '这个系统的接入已停用', way: '在“外部系统接入”中启用后重新推送' },
  'incident.order-empty': { status: 422, title: '新工单缺少诉求内容', way: '补上诉求内容后重新推送' },
  'incident.order-seq-reused': { status: 409, title: '同一序号收到过不同的内容', way: '每条新消息用更大的序号' },
})
export const failIncident = failing(incidentFaults)
