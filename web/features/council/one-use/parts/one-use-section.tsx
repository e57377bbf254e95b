import { useState } from 'react';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { WholeAsset } from '../../consents/model/assets.ts';
import type { ActOutcome, Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { OneUseList } from './one-use-list.tsx';
import { oneUseText } from '../words/one-use-text.ts';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { usePending } from '../../signatures/model/use-pending.ts';

interface OneUseSectionProps {
  readonly council: Council;
  readonly asset: WholeAsset;
}

/** Beside the general yes: one organization may be permitted one use. Those that were stand here too. */
export function OneUseSection({ council, asset }: OneUseSectionProps) {
  const t = useText(oneUseText);
  const pending = usePending(council);
  const [withdrawn, setWithdrawn] = useState<{
    readonly value: ActOutcome;
    readonly licensee: string;
  } | null>(null);
  const isBesides = asset.consent !== null;
  const isNever = asset.isWithdrawn || asset.access === 'RESTRICTED';
  if (isNever && asset.useConsents.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="one-use">
      <h2 id="one-use">{t(isNever ? 'standing' : isBesides ? 'besides' : 'orOne')}</h2>
      {!isNever && <p>{t(isBesides ? 'besidesLead' : 'orOneLead')}</p>}
      {withdrawn !== null && (
        <OutcomeNotice
          outcome={withdrawn.value}
          done={t('withdrawn', { licensee: withdrawn.licensee })}
          council={council}
        />
      )}
      <PendingNotice council={council} pending={pending} words="use" assetId={asset.id} />
      {!isNever && (
        <div>
          <ButtonLink to={`/council/${council.community.id}/asks/${asset.id}/use`}>{t('permit')}</ButtonLink>
        </div>
      )}
      {asset.useConsents.length > 0 && (
        <OneUseList
          council={council}
          asset={asset}
          onWithdrawn={(value, licensee) => setWithdrawn({ value, licensee })}
        />
      )}
    </section>
  );
}
