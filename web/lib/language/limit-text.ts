import type { Language } from '@lanran/protocol/kernel/language';
import type { ByteLimit } from '@lanran/sdk/kernel/errors';
import { formatsFor } from './format.ts';
import { defineText, textIn } from './text.ts';

const limitText = defineText({
  en: {
    file: 'One file may have at most {most}; this one has {size}. Split it, a film into its reels for instance, and choose the parts.',
    never:
      'This file has {size}, and your institution has {most} in all. Take it out and ask the operator for more room.',
    room: 'Your institution uses {used} of its {most}, so {size} more do not fit. Delete drafts that are not needed, or ask the operator for more room.',
  },
  zh: {
    file: '单个文件最多 {most}，此文件有 {size}。请拆分（例如将影像分卷）后选择各部分。',
    never: '此文件有 {size}，而贵机构的全部额度为 {most}。请将其移除，并向运营方申请更多空间。',
    room: '贵机构的 {most} 额度已用 {used}，再放不下 {size}。请删除不需要的草稿，或向运营方申请更多空间。',
  },
});

/** Which limit was passed, by how much, and what to do. */
export function sayLimit(limit: ByteLimit, code: string, language: Language): string {
  const { bytes } = formatsFor(language);
  const t = textIn(limitText, language);
  const [most, size] = [bytes(limit.mostBytes), bytes(limit.bytes)];
  if (code !== 'QUOTA_EXCEEDED') return t('file', { most, size });
  return limit.bytes > limit.mostBytes
    ? t('never', { most, size })
    : t('room', { used: bytes(limit.usedBytes), most, size });
}
