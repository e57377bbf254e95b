import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useText } from '../../../../lib/language/text.ts';
import { REBASE_DRAFT } from '../../editor/model/queries.ts';
import { revisionText } from '../words/revision-text.ts';

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
