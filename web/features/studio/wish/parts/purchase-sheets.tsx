import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { prepareToBuy } from '../../../../lib/keys/prepare-to-buy.ts';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged, useChangedElsewhere } from '../../../../lib/session/changed.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { OfferedAsset } from '../model/asset-offers.ts';
import { Balance, covers, useBalances } from '../../../../lib/pricing/balance.tsx';
import { licenseQuery } from '../../license/model/license-view.ts';
import { waitUntilProjected } from '../../license/model/wait-until-projected.ts';
import { meanwhileRefused } from '../model/quote-changed-error.ts';
import type { Licensee } from '../../../../lib/session/licensees.ts';
import { askQuote, type StudioQuote } from '../model/studio-quote.ts';
import { usePurchaseWords } from './purchase-words.tsx';
import { inputOf, wishOf, type WishDraft } from '../../../../lib/territories/wish.ts';
import { wishText } from '../words/wish-text.ts';

interface PurchaseSheetProps {
  readonly asset: OfferedAsset;
  readonly licensee: Licensee;
  readonly wish: WishDraft;
  /** Number of the version; null: the newest. */
  readonly version: number | null;
  /** Number of the offer that was chosen; null: the cheapest that serves. */
  readonly offerId: string | null;
  readonly quote: StudioQuote;
  /** With the id of the license or order. */
  onDone(id: string): void;
  /** It failed, and what was quoted may not hold any more. */
  onFailed(): void;
  onClose(): void;
}

/** What a purchase names: exactly what was shown. */
function agreedOn({ asset, licensee, wish, quote }: PurchaseSheetProps) {
  const exact = wishOf(wish);
  const { terms, termsHash, version } = quote;
  if (exact === null || terms === null || termsHash === null || version === null) return null;
  return {
    // Ids as the platform gave them: it parsed them.
    assetId: asset.id as AssetId,
    licensee: licensee.id as OrganizationId,
    wish: exact,
    wishInput: inputOf(wish),
    version: version.version,
    shownVersion: terms.version,
    offerId: terms.offerId,
    maxPrice: terms.price,
    termsHash: termsHash as LicenseId,
  };
}

/** Loads what the purchase runs, and the page that it leads to. */
async function prepare(loadLicensePage: () => Promise<unknown>): Promise<void> {
  await Promise.allSettled([prepareToBuy(), import('@lanran/sdk/licensing/purchase'), loadLicensePage()]);
}

interface BuySheetProps extends PurchaseSheetProps {
  /** The code of the page that shows what was bought. */
  loadLicensePage(): Promise<unknown>;
}

/** Buying: the exact terms, who gets what, and that it is for good. */
export function BuySheet(props: BuySheetProps) {
  const { quote, loadLicensePage, onDone, onFailed, onClose } = props;
  const t = useText(wishText);
  const words = usePurchaseWords(props);
  const act = useAct<string>();
  const changed = useChanged();
  const changedElsewhere = useChangedElsewhere();
  const cache = useQueryClient();
  const balances = useBalances();
  const [isPrepared, setIsPrepared] = useState(false);
  useEffect(() => void prepare(loadLicensePage).then(() => setIsPrepared(true)), [loadLicensePage]);
  const agreed = agreedOn(props);
  const { price } = quote;
  const isCovered = price === null || BigInt(price.amount) === 0n || covers(balances, price);
  const buy = async () => {
    const licenseId = await act.run(async (platform) => {
      if (agreed === null) throw meanwhileRefused(quote);
      const { buyLicenses } = await import('@lanran/sdk/licensing/purchase');
      const { assetId, termsHash, shownVersion, ...rest } = agreed;
      const outcome = await buyLicenses(platform, {
        ...rest,
        assetIds: [assetId],
        versions: new Map([[assetId, shownVersion]]),
        agreed: new Map([[assetId, termsHash]]),
      });
      if ('refused' in outcome) throw meanwhileRefused(outcome.refused[0]?.quote ?? quote);
      return outcome.bought[0]?.licenseId ?? termsHash;
    });
    if (licenseId === null) {
      onFailed();
      // What stands on the page may be old.
      await changed('consents', 'offers', 'sales');
      return;
    }
    await changedElsewhere('consents', 'offers', 'sales');
    // The license comes before what the next page asks for besides it.
    await cache.query(licenseQuery(licenseId)).catch(() => null);
    onDone(licenseId);
  };
  return (
    <BindingSheet
      title={t('buyTitle')}
      verb={t('buyVerb')}
      facts={words.facts}
      concerns={words.concerns(false)}
      cost={words.cost}
      undo={t(quote.rights.includes('REVOCABLE') ? 'buyUndoEndable' : 'buyUndo')}
      details={words.details}
      act={act}
      isReady={isPrepared && isCovered && agreed !== null}
      onSign={() => void buy()}
      onClose={onClose}
    >
      {words.held}
      {price !== null && BigInt(price.amount) > 0n && <Balance prices={[price]} />}
    </BindingSheet>
  );
}

/** Ordering by invoice: quoted for itself, since an order's terms say that they are one. */
export function OrderSheet(props: Omit<PurchaseSheetProps, 'quote'>) {
  const { asset, licensee, wish, version, offerId, onClose } = props;
  const t = useText(wishText);
  const { data, error, refetch } = useQuery({
    queryKey: ['studio', 'invoice', asset.id, licensee.id, version, offerId, inputOf(wish)],
    queryFn: ({ signal }) =>
      askQuote(
        { assetId: asset.id, licensee: licensee.id, wish, version, offerId, isInvoiced: true },
        { signal },
      ),
  });
  if (data?.terms != null && data.isAllowed) return <QuotedOrderSheet {...props} quote={data} />;
  const refusal = data === undefined ? error : meanwhileRefused(data);
  return (
    <Sheet title={t('orderTitle')} onClose={onClose}>
      {refusal === null ? <Skeleton /> : <ErrorNotice error={refusal} onRetry={() => void refetch()} />}
    </Sheet>
  );
}

function QuotedOrderSheet(props: PurchaseSheetProps) {
  const { quote, onDone, onFailed, onClose } = props;
  const t = useText(wishText);
  const words = usePurchaseWords(props);
  const act = useAct<string>();
  const changed = useChanged();
  const agreed = agreedOn(props);
  const order = async () => {
    const orderId = await act.run(async (platform) => {
      if (agreed === null) throw meanwhileRefused(quote);
      const { placeOrder, findOrder } = await import('@lanran/sdk/licensing/orders/orders');
      const { termsHash, ...request } = agreed;
      const outcome = await placeOrder(platform, { ...request, agreed: termsHash });
      if ('refused' in outcome) throw meanwhileRefused(outcome.refused);
      const { orderId: id } = outcome.placed;
      await waitUntilProjected(async () => (await findOrder(platform.api, id)) !== null);
      return id;
    });
    if (orderId === null) onFailed();
    await changed('consents', 'offers', 'sales');
    if (orderId !== null) onDone(orderId);
  };
  return (
    <BindingSheet
      title={t('orderTitle')}
      verb={t('orderVerb')}
      facts={words.facts}
      concerns={words.concerns(true)}
      cost={words.cost}
      undo={t('orderUndo')}
      details={words.details}
      act={act}
      onSign={() => void order()}
      onClose={onClose}
    >
      {words.held}
    </BindingSheet>
  );
}
