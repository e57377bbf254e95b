import { defineText } from '../../../../lib/language/text.ts';

/** On the recovery sheet, which is printed in both languages at once. */
export const sheetText = defineText({
  en: {
    title: 'Recovery sheet',
    brand: 'Lanran 蓝染',
    what: 'These twelve words are the key itself. With them, and without any passphrase, the key can be restored on any computer: at the address below under “Restore”, or in any Ethereum wallet.',
    danger:
      'Whoever reads them can sign as you. Never photograph them, never type them anywhere but to restore.',
    words: 'The twelve words, in this order',
    name: 'Name',
    address: 'Address (public)',
    platform: 'Platform',
    made: 'Printed',
    keepTitle: 'Where to keep it',
    keep: 'In a safe, or sealed with papers you never lose; a second copy in another building. Not in the drawer beside the computer.',
    lostTitle: 'If this sheet is lost or seen by others',
    lost: 'Tell an owner of your organization at once: they replace your key. Nobody can do that for the accreditor or the operator: hand the office on to a new key at once, under “Your key”. What you signed before stays valid.',
    qr: 'The code holds the public address only.',
    qrLabel: 'QR code of the public address',
    keptBy: 'Kept by, where:',
  },
  zh: {
    title: '恢复单',
    brand: 'Lanran 蓝染',
    what: '这十二个单词就是密钥本身。凭这些单词，无需口令，即可在任何电脑上恢复密钥：在下列网址选择“恢复”，或使用任何以太坊钱包。',
    danger: '看到这些单词的人都能以您的名义签署。切勿拍照；除恢复密钥外，切勿在任何地方输入。',
    words: '十二个单词，按此顺序',
    name: '名称',
    address: '地址（公开）',
    platform: '平台',
    made: '打印日期',
    keepTitle: '保存在哪里',
    keep: '放在保险柜，或与绝不会丢失的文件一起封存；在另一栋楼再存一份。不要放在电脑旁的抽屉里。',
    lostTitle: '如果本单遗失或被他人看到',
    lost: '请立即告知贵机构的所有者，由其更换您的密钥。认证机构和运营方的密钥无人可代为更换：请立即在“您的密钥”中将职务移交给新的密钥。此前签署的内容依然有效。',
    qr: '二维码只包含公开地址。',
    qrLabel: '公开地址的二维码',
    keptBy: '保管人、保管处：',
  },
});

/** Around it. */
export const sheetStepText = defineText({
  en: {
    lead: 'Print it, or write the words down by hand. It is the only way back to your key if you forget your passphrase.',
    print: 'Print the sheet',
    confirmTitle: 'I have printed or written it',
    confirmLead: 'To be sure, take the sheet and type two of its words.',
    word: 'Word {number}',
    wrong: 'This is not the word that stands there. Look at the sheet again.',
    confirm: 'It is kept; go on',
    hide: 'Hide the words',
    leaveTitle: 'Leave without the sheet?',
    leaveWhy:
      'You have not confirmed yet that you keep the twelve words. Whoever has neither them nor the passphrase can’t get the key back.',
    leaveAgain: 'With your passphrase you can show the sheet again under “Your key”.',
    leave: 'Leave',
    stay: 'Stay here',
  },
  zh: {
    lead: '请打印，或用手抄写这些单词。忘记口令时，这是找回密钥的唯一途径。',
    print: '打印恢复单',
    confirmTitle: '我已打印或抄写',
    confirmLead: '为确认无误，请对照恢复单输入其中两个单词。',
    word: '第 {number} 个单词',
    wrong: '与恢复单上的单词不符。请再看一遍。',
    confirm: '已妥善保存，继续',
    hide: '隐藏单词',
    leaveTitle: '尚未保存恢复单，要离开吗？',
    leaveWhy: '您尚未确认已保存这十二个单词。既没有单词又忘记口令，密钥便无法找回。',
    leaveAgain: '凭口令，您可以在“您的密钥”中再次显示恢复单。',
    leave: '离开',
    stay: '留在此页',
  },
});
