import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { CustodyAsset } from '../model/custody-query.ts';
import { custodyText } from '../words/custody-text.ts';
import type { Desk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';

interface AcceptCustodyProps {
  readonly asset: CustodyAsset;
  readonly taker: Desk;
  onDone(said: string): void;
}

/** The other side: take the asset over, or leave it. */
export function AcceptCustody({ asset, taker, onDone }: AcceptCustodyProps) {
  const t = useText(custodyText);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const act = useAct<unknown>();
  const [isOpen, setIsOpen] = useState(false);
  const names = {
    holder: pickText(asset.holder.name, language)?.text ?? asset.holder.slug,
    taker: pickText(taker.organization.name, language)?.text ?? taker.organization.slug,
  };
  const accept = async () => {
    const done = await act.run(async (platform) => {
      const [{ acceptCustodyAct }, { relay }, { parseAssetId, parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/custody/custody-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      return relay(
        platform,
        acceptCustodyAct({
          assetId: parseAssetId(asset.id),
          holder: parseOrganizationId(asset.holder.id),
          taker: parseOrganizationId(taker.organization.id),
        }),
      );
    });
    if (done === null) return;
    // Said first: what is shown afterwards is another holder's asset.
    onDone(t('accepted'));
    setIsOpen(false);
    await queries.invalidateQueries();
  };
  return (
    <div className={css['form']}>
      <p>{t('acceptLead', names)}</p>
      <p className={css['soft']}>{t('leave')}</p>
      <div>
        <Button kind="main" onPress={() => setIsOpen(true)}>
          {t('acceptVerb')}
        </Button>
      </div>
      {isOpen && (
        <BindingSheet
          title={t('acceptSheet')}
          verb={t('acceptVerb')}
          facts={[
            { name: t('object'), value: <Localized text={asset.title} /> },
            { name: t('holder'), value: names.holder },
            { name: t('effect'), value: t('acceptEffect', { taker: names.taker }) },
          ]}
          concerns={
            <>
              {names.holder}
              {asset.community !== null && (
                <>
                  {' · '}
                  <Localized text={asset.community.name} />
                </>
              )}
            </>
          }
          undo={t('acceptUndo')}
          details={<code>{asset.id}</code>}
          act={act}
          onSign={() => void accept()}
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  );
}
