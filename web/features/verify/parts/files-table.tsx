import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './checked-proof.module.css';
import type { ComparedFile, FileState } from '../model/compare-files.ts';
import { verifyText } from '../words/text.ts';

const TONES: Readonly<Record<FileState, Tone>> = {
  same: 'live',
  different: 'refused',
  stranger: 'refused',
  absent: 'unknown',
};
const ORDER: readonly FileState[] = ['different', 'stranger', 'same', 'absent'];
const MOST_SHOWN = 200;

/** What is wrong first. */
export function FilesTable({ files }: { readonly files: readonly ComparedFile[] }) {
  const t = useText(verifyText);
  const formats = useFormats();
  const sorted = [...files].sort((left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state));
  const rest = sorted.length - MOST_SHOWN;
  return (
    <>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('file')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, MOST_SHOWN).map(({ path, bytes, state, difference, publishedAs }) => (
            <tr key={`${state}:${path}`}>
              <th scope="row">
                {path}
                {publishedAs !== null && <small>{t('renamed', { name: publishedAs })}</small>}
              </th>
              <td>{formats.bytes(bytes)}</td>
              <td>
                <StateMark tone={TONES[state]}>{t(`states.${state}`)}</StateMark>
                {difference !== null && <small>{t(`differs.${difference}`)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p>{t('moreFiles', { count: rest })}</p>}
    </>
  );
}
