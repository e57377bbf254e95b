import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type CustodyAsset, useTakers } from '../model/custody-query.ts';
import { custodyText } from '../words/custody-text.ts';
import { deskText } from '../../desk/words/desk-text.ts';
import css from '../../desk/parts/desk.module.css';

interface HandOverProps {
  readonly asset: CustodyAsset;
  onDone(said: string): void;
}

interface Taker {
  readonly id: string;
  readonly name: { readonly en: string | null; readonly zh: string | null };
}

/** The holder's side: choose who is to have it, or take that back. */
export function HandOver({ asset, onDone }: HandOverProps) {
  const t = useText(custodyText);
  const { language } = useLanguage();
  const [sheet, setSheet] = useState<{ readonly taker: Taker; readonly isCancel: boolean } | null>(null);
  const offered = asset.custodyOffer;
  return (
    <>
      {offered !== null ? (
        <>
          <Notice tone="unknown">
            <p>{t('pending', { organization: pickText(offered.name, language)?.text ?? '' })}</p>
          </Notice>
          <div>
            <Button onPress={() => setSheet({ taker: offered, isCancel: true })}>{t('cancel')}</Button>
          </div>
        </>
      ) : (
        <ChooseTaker holder={asset.holder.id} onChoose={(taker) => setSheet({ taker, isCancel: false })} />
      )}
      {sheet !== null && (
        <HandOverSheet
          asset={asset}
          taker={sheet.taker}
          isCancel={sheet.isCancel}
          onDone={onDone}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  );
}

interface ChooseTakerProps {
  readonly holder: string;
  onChoose(taker: Taker): void;
}

function ChooseTaker({ holder, onChoose }: ChooseTakerProps) {
  const t = useText(custodyText);
  const kinds = useText(deskText);
  const { language } = useLanguage();
  const { data: takers, error, isPending, refetch } = useTakers(holder);
  const [chosen, setChosen] = useState('');
  const taker = takers?.find(({ id }) => id === chosen);
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton />;
  if (takers.length === 0) return <p>{t('none')}</p>;
  return (
    <div className={css['form']}>
      <p>{t('chooseLead')}</p>
      <SelectField
        label={t('to')}
        hint={t('toHint')}
        value={chosen}
        choices={[
          { value: '', label: t('pick') },
          ...takers.map(({ id, kind, name, slug }) => ({
            value: id,
            label: pickText(name, language)?.text ?? slug,
            hint: kinds(`kind.${kind}`),
          })),
        ]}
        onChange={setChosen}
      />
      <div>
        <Button
          kind="main"
          isDisabled={taker === undefined}
          onPress={() => taker !== undefined && onChoose(taker)}
        >
          {t('next')}
        </Button>
      </div>
    </div>
  );
}

interface HandOverSheetProps {
  readonly asset: CustodyAsset;
  readonly taker: Taker;
  readonly isCancel: boolean;
  onDone(said: string): void;
  onClose(): void;
}

function HandOverSheet({ asset, taker, isCancel, onDone, onClose }: HandOverSheetProps) {
  const t = useText(custodyText);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const act = useAct<unknown>();
  const organization = pickText(taker.name, language)?.text ?? taker.id;
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [acts, { relay }, { parseAssetId, parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/custody/custody-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      const id = parseAssetId(asset.id);
      return relay(
        platform,
        isCancel ? acts.cancelCustodyAct(id) : acts.offerCustodyAct(id, parseOrganizationId(taker.id)),
      );
    });
    if (done === null) return;
    await queries.invalidateQueries();
    onDone(isCancel ? t('canceled') : t('offered', { organization }));
    onClose();
  };
  return (
    <BindingSheet
      title={isCancel ? t('cancelTitle') : t('offerSheet', { organization })}
      verb={isCancel ? t('cancel') : t('offerVerb')}
      facts={[
        { name: t('object'), value: <Localized text={asset.title} /> },
        { name: t('taker'), value: organization },
        {
          name: t('effect'),
          value: isCancel ? t('cancelEffect', { organization }) : t('offerEffect', { organization }),
        },
        ...(isCancel
          ? []
          : [
              {
                name: t('endsTitle'),
                value: `${asset.community === null ? '' : `${t('ends.consent')} `}${t('ends.offers')}`,
              },
            ]),
      ]}
      concerns={
        asset.community === null ? organization : <Concerned asset={asset} organization={organization} />
      }
      undo={isCancel ? t('cancelUndo') : t('offerUndo')}
      details={<code>{asset.id}</code>}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    />
  );
}

function Concerned({ asset, organization }: { readonly asset: CustodyAsset; readonly organization: string }) {
  return (
    <>
      {organization} · <Localized text={asset.community?.name} />
    </>
  );
}
