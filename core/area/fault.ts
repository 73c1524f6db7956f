import { failing, faults } from '#platform/contract/problem.ts'

export const areaFaults = faults({
  'area.line-misses': { status: 422, title: '分割线没有把这个区域分成两块', way: '让分割线的两端都越过边界再试' },
  'area.not-adjacent': { status: 422, title: '选中的区域不相邻，不能合并', way: '只选有公共边的区域' },
  'area.date-order': { status: 422, title: '新边界的生效日期不对', way: '生效日期应晚于现行版本的生效日期，早于其失效日期' },
})

export const failArea = failing(areaFaults)
