import { type SyntheticEvent, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OfferPreview } from '@lanran/sdk/licensing/bulk-offers';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { useCurrencies } from '../../../../lib/pricing/currencies.ts';
import { rememberCurrency, usualCurrency } from '../../../../lib/pricing/usual-currency.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { DaysField } from '../../../../lib/territories/days-field.tsx';
import { TerritoryField } from '../../../../lib/territories/territory-field.tsx';
import { dayOf } from '../../assets/model/attention.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import desk from '../../desk/parts/desk.module.css';
import {
  askPreview,
  csvOfOffers,
  isDue,
  reasonOf,
  selectionOf,
  type ShownOutcome,
  useOwnLists,
} from '../model/many-offers.ts';
import { emptyDraft, EVERYTHING, type OfferDraft, problemsOf, requestOf } from '../model/offer-draft.ts';
import { ManyOffersSheet } from '../parts/many-offers-sheet.tsx';
import { ManyOffersTable, useOutcomeWords } from '../parts/many-offers-table.tsx';
import css from '../parts/offer-form.module.css';
import { OfferMedia } from '../parts/offer-media.tsx';
import { OfferPrice } from '../parts/offer-price.tsx';
import { OfferProblems } from '../parts/offer-problems.tsx';
import { OfferRights } from '../parts/offer-rights.tsx';
import { OfferTaker } from '../parts/offer-taker.tsx';
import { manyOffersText } from '../words/many-offers-text.ts';
import { offerText } from '../words/offer-text.ts';

/** One template of terms over a list or a search. */
export function ManyOffersTab() {
  const t = useText(manyOffersText);
  const of = useText(offerText);
  const own = useDesk();
  const currencies = useCurrencies();
  return (
    <section className={desk['part']} aria-labelledby="many">
      <h2 id="many">{t('title')}</h2>
      <p>{t('lead')}</p>
      {!mayAct(own) && <Notice tone="unknown">{of('notYours')}</Notice>}
      {mayAct(own) && currencies === null && <Skeleton lines={6} />}
      {mayAct(own) && currencies !== null && (
        <ManyOffers holder={own.organization.id} currencies={currencies} />
      )}
    </section>
  );
}

interface ManyOffersProps {
  readonly holder: string;
  readonly currencies: readonly PlatformCurrency[];
}

function ManyOffers({ holder, currencies }: ManyOffersProps) {
  const t = useText(manyOffersText);
  const [address, setAddress] = useSearchParams();
  const today = dayOf(Date.now());
  const [draft, setDraft] = useState<OfferDraft>(() => emptyDraft(EVERYTHING, today));
  const [preview, setPreview] = useState<OfferPreview | null>(null);
  const [outcome, setOutcome] = useState<readonly ShownOutcome[] | null>(null);
  const [isSigning, setIsSigning] = useState(false);
  const task = useTask();
  const [usual] = useState(() => usualCurrency(currencies));
  const currency = currencyAt(currencies, draft.token) ?? usual;
  const problems = useMemo(
    () => problemsOf(draft, { permission: EVERYTHING, today, currency }),
    [draft, today, currency],
  );
  const chosen = { listId: address.get('list'), text: address.get('text') ?? '' };
  const selection = selectionOf(chosen, holder);
  // What was shown is not what is written any longer.
  const forget = () => {
    setPreview(null);
    setOutcome(null);
  };
  const change = (changed: Partial<OfferDraft>) => {
    setDraft((before) => ({ ...before, ...changed }));
    forget();
  };
  const choose = (next: Record<string, string>) => {
    setAddress(next, { replace: true });
    forget();
  };
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    if (selection === null || problems.length > 0) return;
    const question = { selection, request: requestOf(draft, currency), holder, token: currency.address };
    rememberCurrency(currency);
    void task.run(async () => {
      setOutcome(null);
      setPreview(await askPreview(question));
    });
  };
  const count = preview?.rows.filter(isDue).length ?? 0;
  return (
    <>
      <form className={css['form']} onSubmit={look} noValidate>
        <div className={css['fields']}>
          <Which chosen={chosen} onChange={choose} />
          <TemplateFields {...{ holder, draft, currency, currencies, today }} onChange={change} />
        </div>
        <aside className={css['aside']}>
          <OfferProblems problems={problems} draft={draft} currency={currency} />
          <div>
            <Button
              type="submit"
              kind="main"
              isDisabled={problems.length > 0 || selection === null || task.isBusy}
            >
              {t(task.isBusy ? 'looking' : 'look')}
            </Button>
          </div>
          {task.error !== null && <ErrorNotice error={task.error} />}
        </aside>
      </form>
      {outcome === null && preview !== null && (
        <>
          <ManyOffersTable rows={preview.rows} />
          {!preview.isWhole && <Notice tone="unknown">{t('more')}</Notice>}
          {count > 0 && (
            <div>
              <Button kind="act" onPress={() => setIsSigning(true)}>
                {t('offer', { count })}
              </Button>
            </div>
          )}
        </>
      )}
      {outcome !== null && <Outcome rows={outcome} />}
      {isSigning && preview !== null && (
        <ManyOffersSheet
          preview={preview}
          draft={draft}
          currency={currency}
          onDone={({ rows }) => {
            setOutcome(rows);
            setIsSigning(false);
          }}
          onClose={() => setIsSigning(false)}
        />
      )}
    </>
  );
}

interface WhichProps {
  readonly chosen: { readonly listId: string | null; readonly text: string };
  onChange(address: Record<string, string>): void;
}

/** A list, or a search among the institution’s own. */
function Which({ chosen, onChange }: WhichProps) {
  const t = useText(manyOffersText);
  const lists = useOwnLists();
  return (
    <fieldset className={css['part']}>
      <legend>{t('which')}</legend>
      <SelectField
        label={t('list')}
        value={chosen.listId}
        choices={(lists.data ?? []).map(({ id, title, isFavorites, size }) => ({
          value: id,
          label: `${isFavorites ? '★' : title} (${size.toString()})`,
        }))}
        onChange={(list) => onChange({ list })}
      />
      <TextField
        label={t('search')}
        value={chosen.text}
        onChange={(text) => onChange(text === '' ? {} : { text })}
      />
    </fieldset>
  );
}

interface TemplateFieldsProps extends ManyOffersProps {
  readonly draft: OfferDraft;
  readonly currency: PlatformCurrency;
  readonly today: string;
  onChange(changed: Partial<OfferDraft>): void;
}

/** The fields of the form of one offer. */
function TemplateFields({ holder, draft, currency, currencies, today, onChange }: TemplateFieldsProps) {
  const t = useText(offerText);
  return (
    <>
      <OfferTaker holderId={holder} draft={draft} onChange={onChange} />
      <OfferMedia permission={EVERYTHING} value={draft.media} onChange={(media) => onChange({ media })} />
      <fieldset className={css['part']}>
        <legend>{t('territoriesLegend')}</legend>
        <TerritoryField value={draft.territories} onChange={(territories) => onChange({ territories })} />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('daysLegend')}</legend>
        <DaysField
          first={{
            label: t('first'),
            value: draft.firstDay,
            onChange: (firstDay) => onChange({ firstDay }),
            isRequired: true,
          }}
          last={{
            label: t('last'),
            min: today,
            value: draft.lastDay,
            onChange: (lastDay) => onChange({ lastDay }),
            isRequired: true,
          }}
        />
      </fieldset>
      <OfferPrice asset={null} permission={EVERYTHING} {...{ draft, currency, currencies, onChange }} />
      <OfferRights
        permission={EVERYTHING}
        rights={draft.rights}
        onChange={(rights) => onChange({ rights })}
      />
    </>
  );
}

/** Nothing is left to do for it. */
function isDone({ outcome, state = null }: ShownOutcome): boolean {
  return outcome === 'SAME' || state === 'DONE' || state === 'PROPOSED';
}

function Outcome({ rows }: { readonly rows: readonly ShownOutcome[] }) {
  const t = useText(manyOffersText);
  const { language } = useLanguage();
  const say = useOutcomeWords();
  const save = () =>
    saveText(
      csvOfOffers(rows, ['id', 'number', 'identifier', t('asset'), t('outcome'), t('reason')], (row) => [
        row.assetId,
        row.number,
        row.identifier ?? '',
        pickText(row.title, language)?.text ?? '',
        say(row),
        reasonOf(row, language),
      ]),
      'offers.csv',
      'text/csv',
    );
  return (
    <>
      <Notice tone={rows.every(isDone) ? 'live' : 'unknown'} isLive>
        {t('done')}
      </Notice>
      <ManyOffersTable rows={rows} />
      <div>
        <Button onPress={save}>{t('csv')}</Button>
      </div>
    </>
  );
}
