import { useQueryClient } from '@tanstack/react-query';
import { ActButton } from '../../../../components/forms/act-button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useText } from '../../../../lib/language/text.ts';
import { REBASE_DRAFT } from '../../editor/model/queries.ts';
import { revisionText } from '../words/revision-text.ts';

/** The asset went on meanwhile: the draft follows its newest version and keeps what was typed. */
export function StaleDraft({ draftId, onRebased }: { readonly draftId: string; onRebased(): void }) {
  const t = useText(revisionText);
  const cache = useQueryClient();
  const rebase = async () => {
    await request(REBASE_DRAFT, { id: draftId });
    await cache.invalidateQueries({ queryKey: ['publish'] });
    onRebased();
  };
  return (
    <Notice tone="unknown" isLive title={t('staleTitle')}>
      <p>{t('staleText')}</p>
      <ActButton kind="main" act={rebase} busy={t('rebasing')}>
        {t('rebase')}
      </ActButton>
    </Notice>
  );
}
