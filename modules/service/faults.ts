import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the service module. */
export const serviceFaults = faults({
  'service.matter-missing': { status: 404, title: '没有找到这个事项', way: '核对事项编码；也可能当日尚未启用或已经停用' },
  'service.matter-past': { status: 422, title: '不能改动已经过去的日子', way: '请把启用日期改到今天之后；以前的办件仍按当时的版本' },
  'service.matter-followed': { status: 409, title: '后面已有排定的版本', way: '请先停用或修改排定的版本' },
  'service.one-thing-missing': { status: 404, title: '没有找到这件事', way: '核对编码；也可能当日尚未启用或已经停用' },
  'service.one-thing-unsound': { status: 422, title: '一件事的编排有误', way: '按提示修改后重新保存' },
  'service.list-set-missing': { status: 404, title: '没有找到这份清单', way: '清单可能已被删除，请刷新后再看' },
  'service.list-set-many': { status: 409, title: '清单已有 60 份', way: '请先删除不再使用的清单' },
  'service.matter-file': { status: 422, title: '文件没有读出来', way: '请使用 CSV 或 XLSX，第一行为列名，至少有“事项编码”“事项名称”' },
  'service.matter-import': { status: 422, title: '有行不能导入', way: '请重新预览；一行也没有写入' },
  'service.matter-unsound': { status: 422, title: '事项内容有误', way: '按提示修改后重新保存' },
  'service.number-wrong': { status: 422, title: '证件号码不对', way: '核对 18 位身份证号码或统一社会信用代码' },
  'service.channel-closed': { status: 422, title: '这个事项不在这里办理', way: '换一种办理渠道，或到镇综合窗口办理' },
  'service.kind-not-served': { status: 422, title: '这类申请人不办这个事项', way: '核对申请人类型和事项的服务对象' },
  'service.form-incomplete': { status: 422, title: '申请表没有填完', way: '按提示补充后再提交' },
  'service.matter-changed': { status: 409, title: '事项刚刚换了新版本', way: '已填内容保留，请按新的表单和材料清单核对后再提交' },
  'service.exclusive-taken': { status: 409, title: '同一标的已有办件', way: '先查看已有办件；它办结或撤回后可再申请' },
  'service.barred': { status: 422, title: '在限制申请的期限内', way: '期满后再申请；有异议可以申请复议' },
  'service.deferral-late': { status: 422, title: '补交日期太晚', way: '补交日期不得晚于承诺办结日' },
  'service.not-approver': { status: 422, title: '不是在岗的审批人员', way: '请选择审批岗位上的人员' },
  'service.paper-missing': { status: 404, title: '没有找到这份文书', way: '刷新办件后再打开' },
  'service.number-or-code-wrong': { status: 404, title: '受理号或查询码不对', way: '核对凭证上的受理号和 6 位查询码，或到窗口查询' },
  'service.cannot-rate': { status: 409, title: '现在不能评价', way: '办结后五个工作日内可以评价一次；差评整改后可以再评一次' },
  'service.one-thing-open-question': { status: 422, title: '情形还没有选完', way: '把每个问题回答完再提交' },
})
export const failService = failing(serviceFaults)
