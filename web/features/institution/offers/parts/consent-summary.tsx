import { MEDIA } from '@lanran/protocol/licensing/media';
import { Button } from '../../../../components/forms/button.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText } from '../../../../lib/territories/window-text.ts';
import type { OfferDraft, Permission } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import type { OfferableAsset } from '../model/offer-query.ts';
import { offerText } from '../words/offer-text.ts';

interface ConsentSummaryProps {
  readonly asset: OfferableAsset;
  readonly permission: Permission;
  onTakeAll(draft: Partial<OfferDraft>): void;
}

/** What the community permits, beside the form. */
export function ConsentSummary({ asset, permission, onTakeAll }: ConsentSummaryProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const formats = useFormats();
  const money = useMoney();
  if (asset.community === null) {
    return (
      <section className={css['allowed']}>
        <h2>{t('allowsAll')}</h2>
        <p>{t('allowsAllText')}</p>
      </section>
    );
  }
  const { media, territories, lastDay, rights, shareBps, use } = permission;
  const takeAll = () =>
    onTakeAll({
      media: MEDIA.filter((medium) => media.includes(medium)),
      territories,
      lastDay: lastDay ?? '',
    });
  return (
    <section className={css['allowed']}>
      <h2>{t('allows', { community: pickText(asset.community.name, language)?.text ?? '' })}</h2>
      {use !== undefined && <p>{t('permittedOnce')}</p>}
      {use === undefined && asset.consent === null && asset.consentToJoin !== null && <p>{t('joins')}</p>}
      <Facts
        facts={[
          { name: t('media'), value: mediaText(media, language) },
          { name: t('territories'), value: <PlaceNames codes={territories} /> },
          ...(use === undefined ? [] : [{ name: t('first'), value: formats.day(use.firstDay) }]),
          { name: t('until'), value: lastDay === null ? '' : formats.day(lastDay) },
          ...(use === undefined
            ? []
            : [
                { name: t('leastPrice'), value: money({ amount: use.minPrice, token: use.token }) },
                { name: t('kind'), value: t(use.exclusive ? 'exclusiveToo' : 'notExclusiveOnly') },
              ]),
          { name: t('share'), value: formats.share(shareBps) },
          {
            name: t('rights'),
            value: rights.length === 0 ? t('permission.none') : rightsText(rights, language),
          },
        ]}
      />
      <div>
        <Button onPress={takeAll}>{t('takeAll')}</Button>
      </div>
    </section>
  );
}
