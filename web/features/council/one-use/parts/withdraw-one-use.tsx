import { useState } from 'react';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import type { WholeAsset } from '../../consents/model/assets.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import { type OneUse, useLicenseeName } from './one-use-facts.tsx';
import { oneUseText } from '../words/one-use-text.ts';

interface WithdrawOneUseProps {
  readonly council: Council;
  readonly asset: Pick<WholeAsset, 'id' | 'title' | 'holder'>;
  readonly use: OneUse;
  onDone(outcome: ActOutcome): void;
}

export function WithdrawOneUse({ council, asset, use, onDone }: WithdrawOneUseProps) {
  const t = useText(oneUseText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const licensee = useLicenseeName()(use.licensee).text;
  const [isEnding, setIsEnding] = useState(false);
  const { act, run } = useCouncilAct(council);
  const withdraw = async () => {
    const done = await run(async (platform) => {
      const { withdrawConsentToUse } = await import('@lanran/sdk/consent/consent');
      return withdrawConsentToUse(platform, parseAssetId(asset.id), parseOrganizationId(use.licensee?.id));
    });
    if (done === null) return;
    setIsEnding(false);
    onDone(done.outcome);
  };
  return (
    <>
      <Button onPress={() => setIsEnding(true)}>{t('withdraw')}</Button>
      {isEnding && (
        <BindingSheet
          title={t('withdrawTitle', { licensee })}
          verb={needsOthers(council.safe) ? t('propose') : t('withdrawVerb')}
          facts={[
            { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
            { name: t('withdrawFacts.stops'), value: t('stops', { licensee }) },
            { name: t('withdrawFacts.stays'), value: t('stays') },
          ]}
          concerns={t('concerns', { holder, licensee })}
          undo={t('withdrawUndo')}
          details={<p>{t('withdrawDetails')}</p>}
          act={act}
          onSign={() => void withdraw()}
          onClose={() => {
            act.reset();
            setIsEnding(false);
          }}
        />
      )}
    </>
  );
}
