import { contentDoubtText } from '@lanran/sdk/publishing/file-doubts';
import type { ContentDoubt } from '@lanran/sdk/publishing/file-signatures';
import { Notice } from '../../components/page/notice.tsx';
import { useLanguage } from '../language/language.tsx';
import { defineText, useText } from '../language/text.ts';

const MOST_SHOWN = 10;

const doubtsText = defineText({
  en: {
    title:
      '{count, plural, one {A file is not what its name says} other {{count, number} files are not what their names say}}',
    advice: 'Nothing is refused for it; but what is signed stays. Look at them with your own programs first.',
    more: 'The same goes for {count, plural, one {one more file} other {{count, number} more files}}.',
  },
  zh: {
    title: '{count, number} 个文件的内容与其名称不符',
    advice: '平台不会因此拒收，但签署之后无法更改。请先用您自己的程序查看。',
    more: '另有 {count, number} 个文件也是如此。',
  },
});

interface DoubtfulFilesProps {
  readonly files: readonly { readonly path: string; readonly doubt: ContentDoubt }[];
}

/** Told before anything is signed: files whose first bytes show something else than their names. */
export function DoubtfulFiles({ files }: DoubtfulFilesProps) {
  const t = useText(doubtsText);
  const { language } = useLanguage();
  if (files.length === 0) return null;
  return (
    <Notice tone="unknown" title={t('title', { count: files.length })}>
      <ul>
        {files.slice(0, MOST_SHOWN).map(({ path, doubt }) => (
          <li key={path}>
            <span translate="no">{path}</span>
            {language === 'zh' ? '：' : ' '}
            {contentDoubtText(doubt)[language]}
          </li>
        ))}
      </ul>
      {files.length > MOST_SHOWN && <p>{t('more', { count: files.length - MOST_SHOWN })}</p>}
      <p>{t('advice')}</p>
    </Notice>
  );
}
