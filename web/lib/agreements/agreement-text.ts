import { defineText } from '../language/text.ts';

export const agreementText = defineText({
  en: {
    title: 'Terms of use by the holder',
    lead: 'The holder licenses this version under a text of its own. Its hash is in the terms of each license.',
    none: 'None: the terms shown here are all.',
    details: '{type}, {size}',
    type: { pdf: 'PDF', text: 'text', markdown: 'Markdown' },
    hash: 'SHA-256',
    agree: 'With the license you agree to this text.',
  },
  zh: {
    title: '持有机构的使用条款',
    lead: '持有机构按自拟的协议许可此版本。协议文本的哈希值已写入每份许可的条款。',
    none: '无：以此处所列条款为准。',
    details: '{type}，{size}',
    type: { pdf: 'PDF', text: '文本', markdown: 'Markdown' },
    hash: 'SHA-256',
    agree: '取得许可即表示同意该文本。',
  },
});
