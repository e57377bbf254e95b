import { useQuery } from '@tanstack/react-query';
import { Notice } from '../../../../components/page/notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useText } from '../../../../lib/language/text.ts';
import { UNRESOLVED_REFERENCES, type UnresolvedReference } from '../model/file-documents.ts';
import { referenceText } from '../words/reference-text.ts';
import css from './file-table.module.css';

interface UnresolvedReferencesProps {
  readonly assetId: string;
  readonly version: number;
}

/** As many as the platform tells of at once. */
const MOST = 200;

/** Files that scenes of the asset name and that are not in it; nothing where all are there, or that can't be asked now. */
export function UnresolvedReferences({ assetId, version }: UnresolvedReferencesProps) {
  const t = useText(referenceText);
  const { data } = useQuery({
    queryKey: ['asset', assetId, 'unresolved-references', version],
    queryFn: async ({ signal }) =>
      (await request(UNRESOLVED_REFERENCES, { id: assetId }, { signal })).asset?.unresolvedReferences ?? [],
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <Notice tone="unknown" title={t('unresolved', { count: data.length })}>
      <p>
        {t('whatItMeans')} {data.length >= MOST && t('more', { count: MOST })}
      </p>
      <ul className={css['particulars']}>
        {[...byScene(data)].map(([path, uris]) => (
          <li key={path}>
            {path}: <code>{uris.join(', ')}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function byScene(references: readonly UnresolvedReference[]): ReadonlyMap<string, readonly string[]> {
  const scenes = new Map<string, readonly string[]>();
  for (const { from, uri } of references) scenes.set(from.path, [...(scenes.get(from.path) ?? []), uri]);
  return scenes;
}
