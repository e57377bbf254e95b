import { defineText } from '../language/text.ts';

/** What is said of a sequence of frames wherever one is listed. */
export const sequenceText = defineText({
  en: {
    frames:
      '{count, plural, one {One frame} other {{count, number} frames}}{step, plural, =1 {} other {, in steps of {step, number}}}',
    whole: 'none missing',
    missing: '{count, plural, one {missing {frames}} other {{count, number} missing: {frames}}}',
    more: ' …',
    empty: '{count, plural, one {One frame has} other {{count, number} frames have}} no bytes.',
    unlike: 'Of another type or size than the others: {frames}.',
    undecodable: 'Can’t be decoded here, or only in part: {frames}.',
    showFrames: 'The frames',
    moreFrames: 'Show more frames',
  },
  zh: {
    frames: '{count, number} 帧{step, plural, =1 {} other {，步长 {step, number}}}',
    whole: '无缺帧',
    missing: '缺 {count, number} 帧：{frames}',
    more: '……',
    empty: '{count, number} 帧没有任何内容。',
    unlike: '类型或尺寸与其余不同：{frames}。',
    undecodable: '本平台无法解码，或只能解码一部分：{frames}。',
    showFrames: '各帧',
    moreFrames: '显示更多帧',
  },
});
