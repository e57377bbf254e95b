import { useText } from '../../../../lib/language/text.ts';
import { asksText } from '../../consents/words/asks-text.ts';
import { useHolderName } from '../../../../lib/assets/asset-names.ts';
import type { ShownAsset } from '../../consents/model/assets.ts';
import css from '../../desk/parts/council.module.css';

/** What follows from yes and from no, side by side. */
export function Consequences({ holder }: { readonly holder: ShownAsset['holder'] }) {
  const t = useText(asksText);
  const name = useHolderName(holder);
  return (
    <div className={css['consequences']}>
      <section className={`${css['consequence'] ?? ''} ${css['yes'] ?? ''}`}>
        <h3>{t('ifYes')}</h3>
        <ul>
          <li>{t('yes.offer', { holder: name })}</li>
          <li>{t('yes.share')}</li>
          <li>{t('yes.stop')}</li>
          <li>{t('yes.stays')}</li>
        </ul>
      </section>
      <section className={`${css['consequence'] ?? ''} ${css['no'] ?? ''}`}>
        <h3>{t('ifNo')}</h3>
        <ul>
          <li>{t('no.sale')}</li>
          <li>{t('no.reason', { holder: name })}</li>
          <li>{t('no.catalog')}</li>
          <li>{t('no.open')}</li>
        </ul>
      </section>
    </div>
  );
}
