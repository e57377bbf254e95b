import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import type { Act } from '../../../../lib/session/act.ts';
import { needsOthers, useDecidingWords } from '../../../../lib/council/deciding.ts';
import { OrganizationName } from '../../../../lib/organizations/organization-name.tsx';
import { priceUnits } from '../../../../lib/territories/price-units.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { mediaText } from '../../../../lib/territories/window-text.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import type { WholeAsset } from '../../consents/model/assets.ts';
import type { Council } from '../../desk/model/council.ts';
import { parseShare } from '../../consents/model/grant.ts';
import { grantText } from '../../consents/words/grant-text.ts';
import type { OneUseDraft } from '../model/one-use.ts';
import { type OneUse, type OneUseTerms, useOneUseFacts } from './one-use-facts.tsx';
import { oneUseText } from '../words/one-use-text.ts';

interface OneUseSheetProps {
  readonly council: Council;
  readonly asset: Pick<WholeAsset, 'title' | 'holder' | 'consent'>;
  /** Without problems. */
  readonly draft: OneUseDraft;
  /** Of its price. */
  readonly currency: PlatformCurrency;
  /** Name of who may buy. */
  readonly licensee: string;
  /** What the same organization is permitted until then; null: nothing. */
  readonly replaced: OneUse | null;
  readonly act: Act<unknown>;
  onSign(): void;
  onClose(): void;
}

/** Exactly what a council signs when it permits one use. */
export function OneUseSheet(props: OneUseSheetProps) {
  const { council, asset, draft, currency, licensee, replaced, act, onSign, onClose } = props;
  const t = useText(oneUseText);
  const grant = useText(grantText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const facts = useOneUseFacts(council, shownTermsOf(draft, currency));
  const deciding = useDecidingWords();
  const { safe } = council;
  return (
    <BindingSheet
      title={t('sheetTitle', { title: title.text })}
      verb={needsOthers(safe) ? t('propose') : t('sign')}
      facts={[
        { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
        { name: t('facts.licensee'), value: <OrganizationName id={draft.licensee} /> },
        ...facts,
        { name: t('facts.often'), value: t('once') },
        ...(replaced === null ? [] : [{ name: t('facts.replaces'), value: <ReplacedUse use={replaced} /> }]),
      ]}
      concerns={t('concerns', { holder, licensee })}
      cost={grant('cost')}
      undo={t('undo')}
      details={<p>{t('details')}</p>}
      act={act}
      onSign={onSign}
      onClose={onClose}
    >
      {safe !== null && <p>{deciding('you', safe)}</p>}
      {asset.consent !== null && <p>{t('general')}</p>}
    </BindingSheet>
  );
}

function ReplacedUse({ use: { media, territories, firstDay, lastDay } }: { readonly use: OneUse }) {
  const t = useText(oneUseText);
  const { language } = useLanguage();
  const { day } = useFormats();
  return (
    <>
      <p>{mediaText(media, language)}</p>
      <PlaceNames codes={territories} />
      <p>{t('dayRange', { first: day(firstDay), last: day(lastDay) })}</p>
    </>
  );
}

function shownTermsOf(draft: OneUseDraft, currency: PlatformCurrency): OneUseTerms {
  const amount = priceUnits(draft.minPrice, currency) ?? 0n;
  return {
    ...draft,
    media: [...draft.media],
    territories: [...draft.territories],
    rights: [...draft.rights],
    minPrice: { amount: amount.toString(), token: currency.address },
    shareBps: parseShare(draft.share) ?? 0,
  };
}
