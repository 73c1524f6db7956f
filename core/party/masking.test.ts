import { describe, expect, test } from 'vitest'
import { Mobile, Phone, findLandline, findPhone, isLandline, isMobile, maskText } from './contract.ts'
import { maskAddress, maskBankCard, maskEmail, maskLandline, maskMobile, maskName, maskPhone, maskPlate } from './contract.ts'
import { maskResidentId, maskUscc } from './contract.ts'

const internal = (id: string) => maskResidentId(id, 'internal')
const shown = (id: string) => maskResidentId(id, 'public')

describe('rules.md §8.3', () => {
  test.each([
    [maskMobile, '13812345678', '138****5678'],
    [maskMobile, '+86 138-1234-5678', '138****5678'],
    [maskLandline, '0512-63331278', '0512-******78'],
    [maskLandline, '(0512)63331278转801', '0512-******78-***'],
    [maskLandline, '01062223344', '010-******44'],
    [maskLandline, '0555-6333127', '0555-*****27'],
    [maskPhone, '13812345678', '138****5678'],
    [maskPhone, '0512 63331278', '0512-******78'],
    [internal, '320509188001010013', '320509********0013'],
    [internal, '32050918800101003x', '320509********003X'],
    [shown, '320509188001010013', '3****************3'],
    [maskName, '张明', '张*'],
    [maskName, '张小明', '张*明'],
    [maskName, '欧阳明', '欧阳*'],
    [maskName, '欧阳建华', '欧阳*华'],
    [maskName, '司马', '司*'],
    [maskName, '买买提·吐尔逊', '买*逊'],
    [maskName, '𠮷田', '𠮷*'],
    [maskName, ' 李 ', '*'],
    [maskName, '', ''],
    [maskBankCard, '6222021234561234', '622202******1234'],
    [maskBankCard, '6222 0212 3456 7891 234', '622202*********1234'],
    [maskAddress, '平望镇莺湖村12组3号', '平望镇莺湖村***'],
    [maskAddress, '四河镇河西社区幸福小区3幢201室', '四河镇河西社区***'],
    [maskAddress, '周村街道张家村村委会旁', '周村街道张家村***'],
    [maskAddress, '四河镇莺湖村村民委员会', '四河镇莺湖村***'],
    [maskAddress, '四河镇村前路8号', '四河镇***'],
    [maskAddress, '四河镇梅堰新村3幢', '四河镇***'],
    [maskAddress, '江苏省镇江市丹徒区人民路5号', '江苏省镇江市***'],
    [maskAddress, '幸福路8号302', '***'],
    [maskAddress, '', ''],
    [maskPlate, '苏E12312', '苏E***12'],
    [maskPlate, '苏E·d12345', '苏E****45'],
    [maskEmail, 'anna.li@x.cn', 'a***@x.cn'],
    [maskUscc, '91320509MA0000015F', '91320509MA0000015F'],
    [maskUscc, '92320583MA0000015H', '92320583********5H'],
  ])('case %#: %o of %s', (mask, text, expected) => expect(mask(text)).toBe(expected))

  test.each([maskMobile, maskLandline, maskPhone, internal, shown, maskBankCard, maskPlate, maskEmail, maskUscc])(
    '%o shows nothing of what it does not know',
    (mask) => {
      expect(mask('王小二家的备注')).toBe('***')
      expect(mask('12345')).toBe('***')
    },
  )

  test('an ID number in the wrong field stays hidden', () => {
    expect(maskUscc('320509188001010013')).toBe('***')
    expect(maskMobile('320509188001010013')).toBe('***')
  })
})

test.each([
  ['请回电13812345678，谢谢', '请回电138****5678，谢谢'],
  ['tel.138 1234 5678或0512-63331278', 'tel.138****5678或0512-******78'],
  ['身份证320509188001010013，住莺湖村', '身份证320509********0013，住莺湖村'],
  ['少打对一位：320509188001010014', '少打对一位：320509********0014'],
  ['网格320509103201003000，编号SH202611220001', '网格320509103201003000，编号SH202611220001'],
  ['坐标120.13812345678,30.9713812345678', '坐标120.13812345678,30.9713812345678'],
  ['流水号913812345678901234567', '流水号913812345678901234567'],
])('free text: %s', (text, masked) => expect(maskText(text)).toBe(masked))

describe('phones', () => {
  test.each([
    ['13812345678', true],
    ['+86 13812345678', true],
    ['0086-138-1234-5678', true],
    ['１３８１２３４５６７８', true],
    ['19912345678', true],
    ['12812345678', false],
    ['1381234567', false],
    ['138123456789', false],
    ['051263331278', false],
  ])('mobile %s: %s', (text, yes) => expect(isMobile(text)).toBe(yes))

  test.each([
    ['0512-63331278', true],
    ['0512—63331278', true],
    ['051263331278', true],
    ['+86 512 6333 1278', true],
    ['010-62223344', true],
    ['021-6222334', false],
    ['0512-13331278', false],
    ['63331278', false],
    ['0012-63331278', false],
    ['13812345678', false],
  ])('landline %s: %s', (text, yes) => expect(isLandline(text)).toBe(yes))

  test('parts and stored forms', () => {
    expect(findLandline('0512-63331278-801')).toEqual({ areaCode: '0512', number: '63331278', extension: '801' })
    expect(findPhone('（0512）6333 1278')).toBe('0512-63331278')
    expect(Phone.parse('138 1234 5678')).toBe('13812345678')
    expect(Mobile.parse('+86-138-1234-5678')).toBe('13812345678')
  })

  test.each([
    [Mobile, '1381234567', '手机号码应为11位数字，现为10位'],
    [Mobile, '12812345678', '没有以“12”开头的手机号码，请核对前两位'],
    [Mobile, '1381234567a', '手机号码只能由数字组成'],
    [Phone, '63331278', '联系电话应为11位手机号码，或带区号的固定电话，如 0512-63330000'],
  ])('case %#: a refused number is told what is wrong', (schema, text, message) => {
    expect(schema.safeParse(text).error?.issues[0]?.message).toBe(message)
  })
})
