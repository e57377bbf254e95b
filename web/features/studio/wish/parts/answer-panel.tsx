import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import type { OfferedAsset } from '../model/asset-offers.ts';
import css from './answer-panel.module.css';
import { AskForUse } from './ask-for-use.tsx';
import { Balance, covers, useBalances } from '../../../../lib/pricing/balance.tsx';
import { useInvoicedOnly, usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import { HeldNotice } from '../../license/parts/held-notice.tsx';
import type { Licensees } from '../../../../lib/session/licensees.ts';
import { OfferChoice } from './offer-choice.tsx';
import { BuySheet, OrderSheet } from './purchase-sheets.tsx';
import { useShareLine } from './purchase-words.tsx';
import { QuotedPrice } from './quoted-price.tsx';
import { ReasonItem } from './reason-item.tsx';
import { heldIn, type StudioQuote } from '../model/studio-quote.ts';
import { SuggestionList } from './suggestion-list.tsx';
import type { useAnswer, WishQuestion } from '../model/use-answer.ts';
import { UseConsentNote } from './use-consent-note.tsx';
import { missingIn } from '../../../../lib/territories/use-address.ts';
import { type WishDraft } from '../../../../lib/territories/wish.ts';
import { wishText } from '../words/wish-text.ts';

interface AnswerPanelProps extends WishQuestion {
  readonly licensees: Licensees;
  readonly answer: ReturnType<typeof useAnswer>;
  /** The code of the page that shows what was bought; the same function each time. */
  loadLicensePage(): Promise<unknown>;
  onTake(wish: WishDraft): void;
  /** Null: the cheapest that serves. */
  onChooseOffer(offerId: string | null): void;
}

/** The price of the wish, or every reason against it and what would be allowed instead. */
export function AnswerPanel(props: AnswerPanelProps) {
  const t = useText(wishText);
  const { quote, isStale, error, retry } = props.answer;
  const [failed, setFailed] = useState<WishDraft | null>(null);
  const isChanged = quote !== null && !quote.isAllowed && isSameDraft(failed, props.wish);
  const missing = missingIn(props.wish);
  const canAsk = !props.asset.isWithdrawn && props.asset.offers.length === 0;
  return (
    <section id="answer" className={css['panel']} aria-labelledby="answer-title">
      <h2 id="answer-title">{t('answerTitle')}</h2>
      <div aria-live="polite" aria-busy={isStale} className={css['words']}>
        {missing.length > 0 && (
          <>
            <p>{t('missingTitle')}</p>
            <ul>
              {missing.map((part) => (
                <li key={part}>{t(`missing.${part}`)}</li>
              ))}
            </ul>
            {canAsk && <AskForUse asset={props.asset} wish={props.wish} />}
          </>
        )}
        {missing.length === 0 && isStale && <p className={css['soft']}>{t('asking')}</p>}
        {missing.length === 0 && error !== null && !isStale && <ErrorNotice error={error} onRetry={retry} />}
        {missing.length === 0 && quote !== null && (
          <div className={isStale ? css['stale'] : undefined}>
            {isChanged && (
              <Notice tone="unknown" title={t('changedTitle')}>
                <p>{t('changed')}</p>
              </Notice>
            )}
            <Answer {...props} quote={quote} isStale={isStale} onFailed={() => setFailed(props.wish)} />
          </div>
        )}
      </div>
    </section>
  );
}

function isSameDraft(left: WishDraft | null, right: WishDraft): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

interface AnswerProps extends AnswerPanelProps {
  /** A purchase or order failed. */
  onFailed(): void;
  readonly quote: StudioQuote;
  readonly isStale: boolean;
}

function Answer(props: AnswerProps) {
  const { quote } = props;
  const held = heldIn(quote);
  if (quote.isAllowed) return <Allowed {...props} />;
  if (held !== null) return <Held licenseId={held} />;
  return <Refused {...props} />;
}

function Held({ licenseId }: { readonly licenseId: string }) {
  const t = useText(wishText);
  return (
    <div className={css['words']}>
      <StateMark tone="live">{t('heldTitle')}</StateMark>
      <p>{t('held')}</p>
      <ButtonLink kind="main" to={`/licenses/${licenseId}`}>
        {t('openHeld')}
      </ButtonLink>
    </div>
  );
}

function Allowed(props: AnswerProps) {
  const { asset, quote, wish } = props;
  const t = useText(wishText);
  const nameOf = useVersionName();
  const priceLine = usePriceLine();
  const share = useShareLine(asset, quote);
  const isFree = quote.price !== null && BigInt(quote.price.amount) === 0n;
  return (
    <div className={css['words']}>
      <StateMark tone="live">{t('allowed')}</StateMark>
      {quote.version !== null && <p>{nameOf(quote.version)}</p>}
      {quote.version !== null && quote.version.missingFileCount > 0 && (
        <p>{t('missingFiles', { count: quote.version.missingFileCount })}</p>
      )}
      <p className={css['price']}>{isFree ? t('free') : priceLine(quote.price)}</p>
      <QuotedPrice asset={asset} quote={quote} wish={wish} />
      <p>{share}</p>
      <OfferChoice {...props} />
      {isReserved(asset, quote) && <StateMark tone="plain">{t('onlyYou')}</StateMark>}
      <UseConsentNote {...props} />
      <HeldNotice held={quote.held} isExclusive={wish.isExclusive} canBuy />
      {quote.terms === null ? (
        <Notice tone="refused" title={t('unsureTitle')}>
          <p>{t('unsure')}</p>
        </Notice>
      ) : (
        <Buying {...props} />
      )}
      <AskForUse asset={asset} wish={wish} isQuiet />
    </div>
  );
}

/** Is it sold by an offer that nobody else can take? */
function isReserved({ offers }: OfferedAsset, { offerId }: StudioQuote): boolean {
  return offers.some(({ id, licensee }) => id === offerId && licensee !== null);
}

function Buying(props: AnswerProps) {
  const { asset, quote, wish, version, offerId, licensees, isStale, loadLicensePage, onFailed } = props;
  const t = useText(wishText);
  const navigate = useNavigate();
  const [sheet, setSheet] = useState<'buy' | 'order' | null>(null);
  const balances = useBalances();
  const invoicedOnly = useInvoicedOnly();
  const { price } = quote;
  const isInvoiced = price !== null && invoicedOnly(price.token);
  const isShort = price !== null && !isInvoiced && !covers(balances, price);
  const { chosen } = licensees;
  if (chosen === null) return <BeforeBuying licensees={licensees} />;
  const subject = {
    asset,
    wish,
    version,
    offerId,
    licensee: chosen,
    onFailed,
    onClose: () => setSheet(null),
  };
  return (
    <>
      {isShort && <Balance prices={[price]} />}
      <div className={css['acts']}>
        {!isInvoiced && (
          <Button kind="act" onPress={() => setSheet('buy')} isDisabled={isStale}>
            {t('buy')}
          </Button>
        )}
        <Button kind={isInvoiced ? 'act' : 'plain'} onPress={() => setSheet('order')} isDisabled={isStale}>
          {t('order')}
        </Button>
      </div>
      <p className={css['soft']}>{t('orderHint')}</p>
      {price !== null && !isShort && <Balance prices={[price]} />}
      {sheet === 'buy' && (
        <BuySheet
          {...subject}
          quote={quote}
          loadLicensePage={loadLicensePage}
          onDone={(id) => void navigate(`/licenses/${id}?bought=1`)}
        />
      )}
      {sheet === 'order' && <OrderSheet {...subject} onDone={(id) => void navigate(`/orders/${id}`)} />}
    </>
  );
}

function BeforeBuying({ licensees }: { readonly licensees: Licensees }) {
  const t = useText(wishText);
  const here = `${window.location.pathname}${window.location.search}`;
  if (licensees.isLoading) return null;
  if (!licensees.isSignedIn)
    return (
      <Notice title={t('signInTitle')}>
        <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(here)}`}>
          {t('signIn')}
        </ButtonLink>
      </Notice>
    );
  return (
    <Notice title={t('joinTitle')}>
      <p>{licensees.isWaiting ? t('waiting') : t('join')}</p>
      {!licensees.isWaiting && (
        <ButtonLink kind="main" to="/join">
          {t('askJoin')}
        </ButtonLink>
      )}
    </Notice>
  );
}

function Refused(props: AnswerProps) {
  const { asset, quote, wish, isStale, onTake } = props;
  const t = useText(wishText);
  return (
    <div className={css['words']}>
      <StateMark tone="refused">{t('refused')}</StateMark>
      <p>{t('refusedLead', { count: quote.reasons.length })}</p>
      <ul className={css['reasons']}>
        {quote.reasons.map((reason) => (
          <li key={`${reason.code} ${reason.subject}`}>
            <ReasonItem assetId={asset.id} reason={reason} />
          </li>
        ))}
      </ul>
      <HeldNotice held={quote.held} isExclusive={wish.isExclusive} canBuy={false} />
      <UseConsentNote {...props} />
      {props.offerId !== null && <OfferChoice {...props} />}
      {!isStale && <SuggestionList {...props} wish={wish} onTake={onTake} />}
      <AskForUse asset={asset} wish={wish} />
    </div>
  );
}
