import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the case engine. */
export const caseFaults = faults({
  'case.not-found': { status: 404, title: '没有找到这个案件', way: '核对编号；也可能不在您的查看范围内' },
  'case.not-allowed': { status: 409, title: '现在不能这样办理', way: '刷新后查看当前可办理的事项' },
  'case.not-yours': { status: 403, title: '当前岗位不能办理', way: '切换到承办岗位，或联系指挥中心' },
  'case.moved-on': { status: 409, title: '案件已被他人办理', way: '查看最新进展后再决定，您填写的内容已保留' },
  'case.unknown-action': { status: 422, title: '没有这种办理', way: '刷新页面后再试' },
  'case.input-invalid': { status: 422, title: '办理内容有误', way: '按提示改正后再提交，已填内容不会丢失' },
  'case.process-missing': { status: 404, title: '没有这个流程', way: '请系统管理员检查流程配置' },
  'case.unit-unknown': { status: 422, title: '选择的单位不存在或已撤销', way: '重新选择单位' },
  'case.merge-refused': { status: 409, title: '不能并案', way: '核对两个案件的状态后再试' },
  'case.process-faulty': { status: 422, title: '流程定义有误', way: '按提示修改后再发布' },
})
export const failCase = failing(caseFaults)
