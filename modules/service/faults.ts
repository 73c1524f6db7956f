import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the service module. */
export const serviceFaults = faults({
  'service.matter-missing': { status: 404, title: '没有找到这个事项', way: '核对事项编码；也可能当日尚未启用或已经停用' },
  'service.matter-unsound': { status: 422, title: '事项内容有误', way: '按提示修改后重新保存' },
})
export const failService = failing(serviceFaults)
