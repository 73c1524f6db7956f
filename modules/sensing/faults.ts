import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the sensing module. */
export const sensingFaults = faults({
  'sensing.device-missing': { status: 404, title: '没有找到这台设备', way: '核对设备编号；也可能不在您的查看范围内' },
  'sensing.key-taken': { status: 409, title: '设备编号已被使用', way: '换一个编号，或在台账中找到原来的设备修改' },
  'sensing.component-taken': { status: 409, title: '部件编码已登记在别的设备上', way: '核对 16 位部件编码' },
  'sensing.kind-unknown': { status: 422, title: '没有这种设备', way: '从种类列表里选择' },
  'sensing.span-wrong': { status: 422, title: '时间段不对', way: '结束时间应晚于开始时间，跨度不超过十年' },
  'sensing.file-unreadable': { status: 422, title: '文件读不出来', way: '请上传 CSV（UTF-8 或 GBK）或 XLSX，第一行为列名' },
  'sensing.file-too-long': { status: 413, title: '行数太多', way: '一次最多 20000 行，请分批导入' },
  'sensing.import-faulty': { status: 409, title: '导入内容与台账冲突', way: '重新预览，改正后再导入' },
  'sensing.too-many-labels': { status: 422, title: '标签太多', way: '一次最多 2400 张，请缩小筛选范围' },
  'sensing.rule-missing': { status: 404, title: '没有找到这条规则', way: '刷新后再试，可能已被删除' },
  'sensing.rule-wrong': { status: 422, title: '规则设置有误', way: '按提示改正后再保存' },
  'sensing.rules-many': { status: 409, title: '规则太多', way: '先删除不用的规则（最多 500 条）' },
  'sensing.expression-wrong': { status: 422, title: '表达式有误', way: '按提示改正；可用的字段和写法见“表达式说明”' },
  'sensing.alarm-missing': { status: 404, title: '没有找到这条告警', way: '核对链接；也可能不在您的查看范围内' },
  'sensing.no-incidents': { status: 409, title: '没有安装事件中心，不能成案', way: '请系统管理员启用事件模块' },
  'sensing.review-missing': { status: 404, title: '没有找到这次复核', way: '可能已经撤销过' },
  'sensing.undo-late': { status: 409, title: '已超过十分钟，不能撤销', way: '请逐条重新复核' },
  'sensing.token-wrong': { status: 404, title: '设备密钥不对', way: '核对密钥；可在设备页重新生成' },
  'sensing.payload-garbage': { status: 422, title: '内容读不出来', way: '应为 JSON，格式与设备登记的一致' },
  'sensing.reading-refused': { status: 422, title: '读数未被接收', way: '按原因检查设备' },
})
export const failSensing = failing(sensingFaults)
