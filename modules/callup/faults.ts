import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the callup module. */
export const callupFaults = faults({
  'callup.place-needed': { status: 422, title: '请说明哨点位置', way: '打开定位，或在地图上点一下' },
  'callup.not-here': { status: 422, title: '哨点不在本镇范围内', way: '核对位置后重新吹哨' },
  'callup.not-head': { status: 403, title: '须由村（社区）负责人确认', way: '请书记或主任登录后确认' },
  'callup.wrong-code': { status: 422, title: '现场码不对', way: '请吹哨人重新出示现场码，或改用定位报到' },
  'callup.not-found': { status: 404, title: '没有找到这声哨', way: '核对编号；也可能不在您的查看范围内' },
})
export const failCallup = failing(callupFaults)
