import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the patrol module. */
export const patrolFaults = faults({
  'patrol.not-on-duty': { status: 409, title: '还没有上岗，不记录位置', way: '先点“上岗”；离岗后系统不再记录您的位置' },
  'patrol.not-driving': { status: 409, title: '这辆车没有在出车，不记录位置', way: '先登记出车，再上报位置' },
  'patrol.already-out': { status: 409, title: '这辆车已经出车', way: '先收车，再登记新的一趟' },
  'patrol.odometer-back': { status: 422, title: '里程表读数比上次小', way: '核对仪表盘读数后重新填写' },
  'patrol.vehicle-unknown': { status: 404, title: '没有这辆车', way: '在车辆页面核对车牌' },
  'patrol.device-unknown': { status: 404, title: '没有这台定位设备或密钥不对', way: '在车辆页面重新登记设备，把新密钥填进手机' },
  'patrol.object-unknown': { status: 404, title: '没有这个巡查对象', way: '核对二维码；对象可能已停用' },
  'patrol.too-many-stickers': { status: 422, title: '一次最多打印 2400 张标签', way: '按类别或网格筛选后分次打印' },
  'patrol.code-taken': { status: 409, title: '这个二维码编号已被使用', way: '换一个编号，或留空由系统生成' },
  'patrol.checklist-unknown': { status: 404, title: '没有这份清单', way: '在清单页面核对' },
  'patrol.checklist-faulty': { status: 422, title: '清单有误', way: '按提示改正后再发布' },
  'patrol.plan-unknown': { status: 404, title: '没有这个巡查计划', way: '刷新后再试' },
  'patrol.plan-empty': { status: 422, title: '计划范围内没有巡查对象', way: '先登记对象，或换一个网格、对象类别' },
  'patrol.round-unknown': { status: 404, title: '没有这次巡查', way: '刷新后再试' },
  'patrol.round-not-yours': { status: 403, title: '这次巡查不是派给您的', way: '需要代班时请网格管理员改派' },
  'patrol.round-over': { status: 409, title: '这次巡查已经结束', way: '如需补充，请单独走访登记' },
  'patrol.photo-needed': { status: 422, title: '这一项要求拍照', way: '补拍照片后再提交' },
  'patrol.place-needed': { status: 422, title: '请说明位置', way: '打开定位，或在地图上点一下' },
  'patrol.no-incident-door': { status: 409, title: '没有安装事件模块，不能转为事件', way: '先按自处自结登记' },
  'patrol.rule-unknown': { status: 404, title: '没有这套规则', way: '刷新后再试' },
  'patrol.rule-faulty': { status: 422, title: '规则有误', way: '按提示改正后再保存' },
})
export const failPatrol = failing(patrolFaults)
