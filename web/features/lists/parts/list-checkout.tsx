import { useState } from 'react';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { Button } from '../../../components/forms/button.tsx';
import { NativeSelect } from '../../../components/forms/native-select.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { CheckoutSheet } from '../../../lib/checkout/checkout-sheet.tsx';
import { checkoutText } from '../../../lib/checkout/checkout-text.ts';
import { useKeptCheckout } from '../../../lib/checkout/kept-checkout.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useLicensees } from '../../../lib/session/licensees.ts';
import { inputOf, type WishDraft } from '../../../lib/territories/wish.ts';
import { totalsOf, type VerdictRow } from '../model/verdict-table.ts';
import css from './lists.module.css';

interface ListCheckoutProps {
  readonly listId: string;
  /** Of the list. */
  readonly title: string;
  readonly rows: readonly VerdictRow[];
  /** Of those the ones that were chosen. */
  readonly chosen: readonly VerdictRow[];
  readonly wish: WishDraft;
  /** The studio's own number of the project. */
  readonly reference: string;
}

/** Buys what was chosen, in one sheet; what was begun here before goes on. */
export function ListCheckout({ listId, title, rows, chosen, wish, reference }: ListCheckoutProps) {
  const t = useText(checkoutText);
  const { language } = useLanguage();
  const money = useMoney();
  const licensees = useLicensees();
  const name = `list.${listId}`;
  const kept = useKeptCheckout(name);
  const [isOpen, setIsOpen] = useState(false);
  const { chosen: licensee, choices } = licensees;
  if (!licensees.isSignedIn) return null;
  if (licensee === null) return licensees.isLoading ? null : <p className={css['soft']}>{t('noLicensee')}</p>;
  const isBegun = kept.text !== null;
  if (!isBegun && !isOpen && chosen.length === 0) return null;
  return (
    <div className={css['section']}>
      {isBegun && !isOpen && (
        <Notice tone="unknown" title={t('begun')}>
          <p>{t('begunLead')}</p>
          <div className={css['tools']}>
            <Button kind="main" onPress={() => setIsOpen(true)}>
              {t('goOn')}
            </Button>
            <Button onPress={kept.clear}>{t('setAside')}</Button>
          </div>
        </Notice>
      )}
      {!isBegun && choices.length > 1 && (
        <NativeSelect
          label={t('licensee')}
          value={licensee.id}
          choices={choices.map((each) => ({
            value: each.id,
            label: pickText(each.name, language)?.text ?? each.id,
          }))}
          onChange={licensees.choose}
        />
      )}
      {!isBegun && chosen.length > 0 && (
        <Button kind="act" onPress={() => setIsOpen(true)}>
          {t('button', { count: chosen.length, price: totalsOf(chosen).map(money).join(' · ') })}
        </Button>
      )}
      {isOpen && (
        <CheckoutSheet
          name={name}
          licensee={licensee}
          wanted={chosen.map(({ item, verdict }) => ({
            // The platform gave it: it parsed it.
            assetId: item.asset.id as AssetId,
            wish: inputOf(wish),
            offerId: null,
            subject: item.asset,
            shown:
              verdict?.price == null
                ? null
                : { price: { ...verdict.price, amount: BigInt(verdict.price.amount) } },
          }))}
          subjects={rows.map(({ item }) => item.asset)}
          kept={kept}
          title={title}
          reference={reference}
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  );
}
