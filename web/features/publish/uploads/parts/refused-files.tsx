import { Details } from '../../../../components/facts/details.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import type { RefusedFile } from '../../../../lib/files/chosen-files.ts';
import { useText } from '../../../../lib/language/text.ts';
import { filesText } from '../words/files-text.ts';

const FIRST = 5;
const MOST = 200;

/** What was left out of a choice, and why. */
export function RefusedFiles({ files }: { readonly files: readonly RefusedFile[] }) {
  const t = useText(filesText);
  if (files.length === 0) return null;
  const list = (some: readonly RefusedFile[]) => (
    <ul>
      {some.map(({ path, why }, at) => (
        <li key={`${path} ${String(at)}`}>
          <strong translate="no">{path}</strong> {t(`refused.${why}`)}
        </li>
      ))}
    </ul>
  );
  const rest = files.slice(FIRST);
  return (
    <Notice tone="unknown" isLive title={t('refusedTitle', { count: files.length })}>
      {list(files.slice(0, FIRST))}
      {rest.length > 0 && (
        <Details summary={t('refusedRest', { count: rest.length })}>{list(rest.slice(0, MOST))}</Details>
      )}
    </Notice>
  );
}
