import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the grid module. */
export const gridFaults = faults({
  'grid.post-unknown': { status: 404, title: '没有这个岗位', way: '刷新后再试' },
  'grid.rest-unknown': { status: 404, title: '没有这条请假记录', way: '刷新后再试' },
  'grid.station-unknown': { status: 404, title: '没有这个村（社区）', way: '核对编码；也可能不在您的查看范围内' },
  'grid.file-unreadable': { status: 422, title: '文件读不出来', way: '第一行应为列名，至少有“网格编码”和“姓名”或“账号”' },
  'grid.file-faulty': { status: 422, title: '文件里还有错误', way: '先按预览的提示改正，或只导入没有错误的行' },
})
export const failGrid = failing(gridFaults)
