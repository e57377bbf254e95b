import { type SyntheticEvent, useMemo, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { readPreference, writePreference } from '../../../../lib/language/preference.ts';
import { DaysField } from '../../../../lib/territories/days-field.tsx';
import { TerritoryField } from '../../../../lib/territories/territory-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { dayOf } from '../../assets/model/attention.ts';
import { type PaymentToken, usePaymentToken } from '../../../../lib/pricing/payment-token.ts';
import { OverlappingOffers } from './overlapping-offers.tsx';
import { overlappingOffers } from '../model/standing-offers.ts';
import { BlockingNotice } from './blocking-notice.tsx';
import { blockingOfRequest } from '../model/blocking.ts';
import { ConsentSummary } from './consent-summary.tsx';
import {
  EVERYTHING,
  emptyDraft,
  type OfferDraft,
  type Permission,
  problemsOf,
  readDraft,
  requestOf,
} from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { OfferMedia } from './offer-media.tsx';
import { OfferPrice } from './offer-price.tsx';
import { OfferProblems } from './offer-problems.tsx';
import { permissionFor } from '../model/offer-permission.ts';
import type { OfferableAsset } from '../model/offer-query.ts';
import { OfferRights } from './offer-rights.tsx';
import { OfferSheet } from './offer-sheet.tsx';
import { offerText } from '../words/offer-text.ts';
import { OfferTaker } from './offer-taker.tsx';

interface OfferFormProps {
  readonly asset: OfferableAsset;
  /** What every offer may be within; null where nothing but some uses by one organization each is permitted. */
  readonly general: Permission | null;
  onDone(said: string): void;
}

/** The form once it is known what prices are in. */
export function OfferForm(props: OfferFormProps) {
  const token = usePaymentToken();
  return token === null ? <Skeleton lines={6} /> : <Form {...props} token={token} />;
}

function Form({ asset, general, onDone, token }: OfferFormProps & { readonly token: PaymentToken }) {
  const t = useText(offerText);
  const formats = useFormats();
  const today = dayOf(Date.now());
  const [draft, change] = useKeptDraft(asset.id, emptyDraft(general ?? EVERYTHING, today));
  const permission = permissionFor(asset, { general, licensee: draft.isForOne ? draft.licensee : null });
  const [isLooking, setIsLooking] = useState(false);
  const problems = useMemo(
    () => problemsOf(draft, { permission, today, currency: token }),
    [draft, permission, today, token],
  );
  const blocking = useMemo(
    () =>
      problems.length > 0 ? null : blockingOfRequest(requestOf(draft, token), token.address, [asset.offers]),
    [problems, draft, token, asset.offers],
  );
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    if (problems.length === 0) setIsLooking(true);
  };
  return (
    <form className={css['form']} onSubmit={look} noValidate>
      <div className={css['fields']}>
        <OfferTaker holderId={asset.holder.id} draft={draft} onChange={change} />
        <OfferMedia permission={permission} value={draft.media} onChange={(media) => change({ media })} />
        <fieldset className={css['part']}>
          <legend>{t('territoriesLegend')}</legend>
          <TerritoryField
            value={draft.territories}
            within={permission.territories}
            onChange={(territories) => change({ territories })}
          />
        </fieldset>
        <fieldset className={css['part']}>
          <legend>{t('daysLegend')}</legend>
          <p className={css['hint']}>{t('daysHint')}</p>
          <DaysField
            first={{
              label: t('first'),
              value: draft.firstDay,
              onChange: (firstDay) => change({ firstDay }),
              isRequired: true,
            }}
            last={{
              label: t('last'),
              hint:
                permission.lastDay === null
                  ? undefined
                  : t('lastHint', { day: formats.day(permission.lastDay) }),
              min: today,
              ...(permission.lastDay !== null && { max: permission.lastDay }),
              value: draft.lastDay,
              onChange: (lastDay) => change({ lastDay }),
              isRequired: true,
            }}
          />
        </fieldset>
        <OfferPrice asset={asset} permission={permission} draft={draft} token={token} onChange={change} />
        <OfferRights
          permission={permission}
          rights={draft.rights}
          onChange={(rights) => change({ rights })}
        />
      </div>
      <aside className={css['aside']}>
        <ConsentSummary asset={asset} permission={permission} token={token} onTakeAll={change} />
        <OfferProblems problems={problems} token={token} />
        <OverlappingOffers offers={overlappingOffers(draft, asset.offers)} token={token} />
        {blocking !== null && (
          <BlockingNotice blocking={blocking} draft={draft} token={token} onChange={change} />
        )}
        <div>
          <Button type="submit" kind="main" isDisabled={problems.length > 0}>
            {t('look')}
          </Button>
        </div>
        <p className={css['hint']}>{t('kept')}</p>
      </aside>
      {isLooking && (
        <OfferSheet
          asset={asset}
          permission={permission}
          draft={draft}
          blocking={blocking}
          token={token}
          onDone={(said) => {
            writePreference(keyOf(asset.id), '');
            onDone(said);
          }}
          onClose={() => setIsLooking(false)}
        />
      )}
    </form>
  );
}

/** What is typed stays in this browser until it is signed. */
function useKeptDraft(assetId: string, empty: OfferDraft) {
  const [draft, setDraft] = useState(() => readDraft(readPreference(keyOf(assetId)), empty) ?? empty);
  const change = (changed: Partial<OfferDraft>) =>
    setDraft((before) => {
      const next = { ...before, ...changed };
      writePreference(keyOf(assetId), JSON.stringify(next));
      return next;
    });
  return [draft, change] as const;
}

function keyOf(assetId: string): string {
  return `offer.${assetId}`;
}
