import { useQueryClient } from '@tanstack/react-query';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { Localized } from '../../components/localized.tsx';
import { useAct } from '../../lib/act.ts';
import { pickText } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import type { OpenedOffer } from '@lanran/client/offering';
import type { PaymentToken } from './currency.ts';
import { type OfferDraft, type Permission, requestOf, sharesOf } from './offer-draft.ts';
import type { OfferableAsset } from './offer-query.ts';
import { offerText } from './offer-text.ts';
import { useWindowWords } from './window-cells.tsx';

interface OfferSheetProps {
  readonly asset: OfferableAsset;
  readonly permission: Permission;
  readonly draft: OfferDraft;
  readonly token: PaymentToken;
  onDone(said: string): void;
  onClose(): void;
}

/** Exactly what is offered, before it is signed. */
export function OfferSheet({ asset, permission, draft, token, onDone, onClose }: OfferSheetProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const formats = useFormats();
  const words = useWindowWords();
  const queries = useQueryClient();
  const act = useAct<OpenedOffer>();
  const request = requestOf(draft, token);
  const { community } = sharesOf(request.price, permission.shareBps);
  const communityName = pickText(asset.community?.name, language)?.text ?? '';
  const sign = async () => {
    const opened = await act.run(async (platform) => {
      const [{ openOffer }, { parseAssetId }] = await Promise.all([
        import('@lanran/client/offering'),
        import('@lanran/protocol/ids'),
      ]);
      const { shareBps: communityShareBps } = permission;
      return openOffer(platform, parseAssetId(asset.id), { ...request, communityShareBps });
    });
    if (opened === null) return;
    await queries.invalidateQueries();
    onDone(t(opened.alreadyOpen ? 'already' : 'done'));
    onClose();
  };
  return (
    <BindingSheet
      title={t('sheet')}
      verb={t('verb')}
      facts={[
        { name: t('object'), value: <Localized text={asset.title} /> },
        { name: t('media'), value: words.media(draft) },
        { name: t('territories'), value: words.territories(draft) },
        { name: t('days'), value: words.days(draft) },
        { name: t('kind'), value: words.sort({ exclusive: draft.isExclusive, rights: draft.rights }) },
        { name: t('priceName'), value: <strong>{formats.money(request.price.toString(), token)}</strong> },
        ...(asset.community === null
          ? []
          : [
              {
                name: t('toCommunityShare', { community: communityName }),
                value: `${formats.money(community.toString(), token)} (${formats.share(permission.shareBps)})`,
              },
            ]),
        { name: t('effect'), value: t('effectText') },
      ]}
      concerns={t('everyone')}
      undo={t('undo')}
      details={<code>{asset.id}</code>}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    />
  );
}
