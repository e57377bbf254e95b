import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { request } from '../../lib/api.ts';
import { useText } from '../../lib/text.ts';
import { REBASE_DRAFT } from './queries.ts';
import { revisionText } from './revision-text.ts';

/** The asset went on meanwhile: the draft follows its newest version and keeps what was typed. */
export function StaleDraft({ draftId, onRebased }: { readonly draftId: string; onRebased(): void }) {
  const t = useText(revisionText);
  const cache = useQueryClient();
  const rebase = useMutation({
    mutationFn: () => request(REBASE_DRAFT, { id: draftId }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['publish'] });
      onRebased();
    },
  });
  return (
    <Notice tone="unknown" isLive title={t('staleTitle')}>
      <p>{t('staleText')}</p>
      {rebase.isError && <ErrorNotice error={rebase.error} />}
      <div>
        <Button kind="main" onPress={() => rebase.mutate()} isDisabled={rebase.isPending}>
          {rebase.isPending ? t('rebasing') : t('rebase')}
        </Button>
      </div>
    </Notice>
  );
}
