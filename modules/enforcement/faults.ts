import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the enforcement module. */
export const enforcementFaults = faults({
  'enforcement.power-missing': { status: 404, title: '权责清单里没有这个事项', way: '核对事项编码' },
  'enforcement.power-withdrawn': { status: 409, title: '这个事项已经收回', way: '在权责清单查看收回日期和文件' },
  'enforcement.power-not-held': {
    status: 422,
    title: '立案当天本镇没有这项处罚权',
    way: '选择当天承接中的事项，或移送有权机关（行政处罚法第三十八条）',
  },
  'enforcement.officer-unqualified': {
    status: 422,
    title: '另一名执法人员没有执法资格',
    way: '选择在岗的执法人员；执法辅助人员不能计入（行政处罚法第四十二条）',
  },
  'enforcement.paper-missing': { status: 404, title: '没有这份文书', way: '核对文书代码；办理相应动作后才会形成' },
  'enforcement.template-changed': { status: 409, title: '模板已被别人改过', way: '您的文字还在；对照新的内容后再保存' },
  'enforcement.template-unknown-word': { status: 422, title: '模板里有系统不认识的填充词', way: '从可用的填充词中选择，或去掉花括号' },
  'enforcement.not-on-the-spot': { status: 422, title: '不能当场处罚', way: '改正后重新提交，或按普通程序登记线索' },
  'enforcement.party-missing': { status: 422, title: '没有找到当事人信息', way: '重新填写当事人后再提交' },
  'enforcement.party-number-wrong': { status: 422, title: '当事人证件号码不对', way: '核对统一社会信用代码或身份证号码' },
})
export const failEnforcement = failing(enforcementFaults)
