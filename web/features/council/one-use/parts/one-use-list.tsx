import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { LANGUAGE_TAGS } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { askAssetStatements } from '../../consents/model/asset-statements.ts';
import type { WholeAsset } from '../../consents/model/assets.ts';
import type { ActOutcome, Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { todayNow } from '../../consents/model/grant.ts';
import { type OneUse, useLicenseeName, useOneUseFacts } from './one-use-facts.tsx';
import { soldByOneUse } from '../model/one-use-sale.ts';
import { OneUseMark } from './one-use-mark.tsx';
import { oneUseStateOf } from './one-use-state.ts';
import { oneUseText } from '../words/one-use-text.ts';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { usePending } from '../../signatures/model/use-pending.ts';
import { WithdrawOneUse } from './withdraw-one-use.tsx';

interface OneUseListProps {
  readonly council: Council;
  readonly asset: Pick<WholeAsset, 'id' | 'title' | 'holder' | 'useConsents'>;
  onWithdrawn(outcome: ActOutcome, licensee: string): void;
}

/** The single uses of an asset that the council permitted: whether each still stands, and how to end it. */
export function OneUseList({ council, asset, onWithdrawn }: OneUseListProps) {
  return (
    <ul role="list" className={css['list']}>
      {asset.useConsents.map((use) => (
        <OneUseItem
          key={use.licensee?.id ?? ''}
          council={council}
          asset={asset}
          use={use}
          onWithdrawn={onWithdrawn}
        />
      ))}
    </ul>
  );
}

function OneUseItem({ council, asset, use, onWithdrawn }: OneUseListProps & { readonly use: OneUse }) {
  const t = useText(oneUseText);
  const name = useLicenseeName()(use.licensee);
  const facts = useOneUseFacts(council, use);
  const pending = usePending(council);
  const state = oneUseStateOf(use, todayNow());
  const licenseeId = use.licensee?.id ?? '';
  return (
    <li className={css['proposal']}>
      <div className={css['proposalHead']}>
        <h3 lang={LANGUAGE_TAGS[name.language]}>{name.text}</h3>
        <OneUseMark use={use} />
      </div>
      <PendingNotice
        council={council}
        pending={pending}
        words="useEnd"
        assetId={asset.id}
        licensee={licenseeId}
      />
      <Facts facts={facts} />
      {state === 'SPENT' && <SoldAs council={council} assetId={asset.id} licensee={licenseeId} />}
      <div className={css['buttons']}>
        <ButtonLink to={`/council/${council.community.id}/asks/${asset.id}/use?licensee=${licenseeId}`}>
          {t(state === 'GRANTED' ? 'change' : 'again')}
        </ButtonLink>
        {use.state === 'GRANTED' && (
          <WithdrawOneUse
            council={council}
            asset={asset}
            use={use}
            onDone={(outcome) => onWithdrawn(outcome, name.text)}
          />
        )}
      </div>
    </li>
  );
}

interface SoldAsProps {
  readonly council: Council;
  readonly assetId: string;
  readonly licensee: string;
}

/** By which license it was used up, where the log tells. */
function SoldAs({ council, assetId, licensee }: SoldAsProps) {
  const t = useText(oneUseText);
  const { data } = useQuery({
    queryKey: ['council-statements', assetId, council.safe?.address],
    queryFn: ({ signal }) => askAssetStatements(council, assetId, signal),
  });
  const licenseId = soldByOneUse(data ?? [], licensee);
  if (licenseId === null) return null;
  return (
    <p>
      <Link to={`/check/${licenseId}`}>{t('soldAs', { number: `${licenseId.slice(0, 10)}…` })}</Link>
    </p>
  );
}
