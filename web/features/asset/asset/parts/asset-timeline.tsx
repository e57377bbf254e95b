import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { request } from '../../../../lib/session/api.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { StatementTimeline } from '../../../../lib/statements/statement-timeline.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ASSET_STATEMENTS } from '../model/documents.ts';
import { assetText } from '../words/text.ts';

const PAGE_SIZE = 20;

export function AssetThread({ assetId }: { readonly assetId: string }) {
  const t = useText(assetText);
  const statements = usePages({
    queryKey: ['asset', assetId, 'statements'],
    readPage: async (after, signal) => {
      const variables = { id: assetId, first: PAGE_SIZE, after };
      return (await request(ASSET_STATEMENTS, variables, { signal })).asset?.statements ?? null;
    },
  });
  return (
    <PagedList list={statements} lines={5} more={t('moreStatements')}>
      <StatementTimeline entries={statements.rows} />
    </PagedList>
  );
}
