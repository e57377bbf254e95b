import { defineText } from '../language/text.ts';

export const missingPictureText = defineText({
  en: {
    NOT_YET: 'The preview is still being made.',
    FAILED: 'No preview could be made. Ask {holder} to see it.',
    SCRIPT: 'No preview is made of SVG files, because they can carry script. Ask {holder} to see it.',
    TYPE: 'No preview is made of {format} files. Ask {holder} to see it.',
    UNNAMED: 'No preview is made of files of this type. Ask {holder} to see it.',
  },
  zh: {
    NOT_YET: '预览仍在生成。',
    FAILED: '未能生成预览，可向{holder}申请观看。',
    SCRIPT: 'SVG 文件可能带有脚本，因此不生成预览。可向{holder}申请观看。',
    TYPE: '不为 {format} 文件生成预览，可向{holder}申请观看。',
    UNNAMED: '不为此类文件生成预览，可向{holder}申请观看。',
  },
});
