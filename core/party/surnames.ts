// 复姓 in use or in 百家姓; a name that begins with one keeps both characters when masked (rules.md §8.3).
const compound =
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 ' +
  '司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 ' +
  '左丘 西门 南荣 东里 即墨 达奚 褚师 第五 歐陽 司馬 東方 諸葛 尉遲 長孫 軒轅 鮮于'

const compoundSurnames: ReadonlySet<string> = new Set(compound.split(' '))

/** How many characters of a name are its surname: 2 for a compound surname with a given name behind it, else 1. */
export function surnameLength(characters: readonly string[]): 1 | 2 {
  return characters.length > 2 && compoundSurnames.has(`${characters[0]}${characters[1]}`) ? 2 : 1
}
