import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { CustodyAsset } from '../model/custody-query.ts';
import { custodyText } from '../words/custody-text.ts';
import css from './transfer-effects.module.css';

/** What another holder gets, what ends and what stays. */
export function WhatPasses({ asset }: { readonly asset: CustodyAsset }) {
  const t = useText(custodyText);
  return (
    <>
      {asset.isWithdrawn && <Notice>{t('withdrawnHint')}</Notice>}
      {asset.disputes.length > 0 && <Notice tone="unknown">{t('disputedHint')}</Notice>}
      <div className={css['columns']}>
        <section>
          <h2>{t('passesTitle')}</h2>
          <ul>
            <li>{t('passes.answer')}</li>
            <li>{t('passes.earnings')}</li>
            <li>{t('passes.files')}</li>
          </ul>
        </section>
        <section>
          <h2>{t('endsTitle')}</h2>
          <ul>
            {asset.community !== null && <li>{t('ends.consent')}</li>}
            <li>{t('ends.offers')}</li>
          </ul>
        </section>
        <section>
          <h2>{t('staysTitle')}</h2>
          <ul>
            <li>{t('stays.licenses')}</li>
            <li>{t('stays.earnings')}</li>
            <li>{t('stays.record')}</li>
          </ul>
        </section>
      </div>
    </>
  );
}
