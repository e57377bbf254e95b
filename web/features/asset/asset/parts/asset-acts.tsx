import { ButtonLink } from '../../../../components/forms/button.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-page.module.css';
import type { AssetRights } from '../model/asset-rights.ts';
import { assetText } from '../words/text.ts';

interface AssetActsProps {
  readonly assetId: string;
  readonly rights: AssetRights;
}

/** The acts of the asset's own people; nothing for others. */
export function AssetActs({ assetId, rights }: AssetActsProps) {
  const t = useText(assetText);
  const acts = [
    { to: `/assets/${assetId}/offer`, label: t('offer'), isShown: rights.canOffer },
    { to: `/assets/${assetId}/revise`, label: t('revise'), isShown: rights.canRevise },
    { to: `/assets/${assetId}/custody`, label: t('accept'), isShown: rights.canAccept },
    {
      to: `/assets/${assetId}/custody`,
      label: t('handOver'),
      isShown: rights.canHandOver && !rights.canAccept,
    },
    { to: `/assets/${assetId}/withdraw`, label: t('withdraw'), isShown: rights.canWithdraw },
    ...(rights.takesDownAt === null ? [] : [{ to: rights.takesDownAt, label: t('takeDown'), isShown: true }]),
    ...(rights.consentsAs === null
      ? []
      : [
          {
            to: `/council/${rights.consentsAs}/asks?asset=${assetId}`,
            label: t('decideConsent'),
            isShown: true,
          },
        ]),
    ...(rights.disputesAt === null
      ? []
      : [{ to: `${rights.disputesAt}?asset=${assetId}`, label: t('dispute'), isShown: true }]),
  ].filter(({ isShown }) => isShown);
  if (acts.length === 0) return null;
  return (
    <section aria-labelledby="asset-acts" className={css['section']}>
      <h2 id="asset-acts">{t('acts')}</h2>
      <div className={css['acts']}>
        {acts.map(({ to, label }) => (
          <ButtonLink key={label} to={to}>
            {label}
          </ButtonLink>
        ))}
      </div>
    </section>
  );
}
