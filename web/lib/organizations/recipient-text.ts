import { defineText } from '../language/text.ts';

export const recipientText = defineText({
  en: {
    field: 'Public key',
    fieldHint: 'Starts with age1 and has 62 characters; age-keygen shows it after “public key”.',
    problem: {
      'other-key':
        'This is a key of another kind. Make one with age-keygen; its public key starts with age1.',
      mistyped: 'Characters are missing or wrong. Copy the public key once more, whole.',
      'no-key': 'This is no public key of age: it starts with age1. Copy the one that age-keygen shows.',
      same: 'This is the key you have now.',
    },
    secretTitle: 'That was the secret part',
    secret:
      'It was sent nowhere and is gone from the field. Still, it was in the clipboard or on this screen: don’t use that key. Make a new one with age-keygen and enter its public key, which starts with age1.',
  },
  zh: {
    field: '公钥',
    fieldHint: '以 age1 开头，共 62 个字符；age-keygen 会在“public key”之后显示。',
    problem: {
      'other-key': '这是其他类型的密钥。请用 age-keygen 生成；其公钥以 age1 开头。',
      mistyped: '字符缺失或有误。请重新完整复制公钥。',
      'no-key': '这不是 age 公钥：公钥以 age1 开头。请复制 age-keygen 显示的公钥。',
      same: '这就是当前的密钥。',
    },
    secretTitle: '您输入的是私钥',
    secret:
      '它没有发送到任何地方，也已从输入框中清除。但它曾出现在剪贴板或屏幕上，请勿再使用该密钥。请用 age-keygen 重新生成，并填写以 age1 开头的公钥。',
  },
});
