import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Outcome } from '@lanran/sdk/acts/relaying';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { ASSET_TO_TAKE_DOWN } from '../../../../lib/taking-down/documents.ts';
import { isErased } from '../../../../lib/taking-down/left.ts';
import { TakeDownForm } from '../../../../lib/taking-down/take-down-form.tsx';
import { takingDownText } from '../../../../lib/taking-down/text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type Council, disputantOf } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';

/** The council has an asset of its community, or a part of it, taken down for good. */
export function TakeDownPage() {
  const t = useText(takingDownText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <TakeDown council={council} />}
    </CouncilFrame>
  );
}

function TakeDown({ council }: { readonly council: Council }) {
  const t = useText(takingDownText);
  const { assetId = '' } = useParams();
  const { language } = useLanguage();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const remover = disputantOf(council);
  const { safe } = remover;
  const { data, error, refetch } = useQuery({
    queryKey: ['take-down', assetId, safe],
    queryFn: async ({ signal }) =>
      (await request(ASSET_TO_TAKE_DOWN, { id: assetId }, { signal, safe })).asset,
  });
  if (outcome !== null) return <OutcomeNotice outcome={outcome} done={t('doneText')} council={council} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={6} />;
  if (data === null || data.community?.id !== council.community.id)
    return (
      <Notice tone="unknown" title={t('missing')}>
        {t('missingText')}
      </Notice>
    );
  if (isErased(data)) return <Notice title={t('already')}>{t('alreadyText')}</Notice>;
  const title = pickText(data.title, language);
  return (
    <>
      {title !== null && <h2 lang={LANGUAGE_TAGS[title.language]}>{title.text}</h2>}
      {remover.canAct ? (
        <TakeDownForm remover={remover} asset={data} onDone={setOutcome} />
      ) : (
        <Notice tone="unknown" title={t('notYours')} />
      )}
    </>
  );
}
