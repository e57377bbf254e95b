import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useCurrencies } from '../../../../lib/pricing/currencies.ts';
import { CurrencyField } from '../../../../lib/pricing/currency-field.tsx';
import { useDecimalsFault } from '../../../../lib/pricing/use-price-line.ts';
import { usualCurrency } from '../../../../lib/pricing/usual-currency.ts';
import type { AskedKind } from '../../../../lib/requests/ask-address.ts';
import { pickText } from '../../../../lib/session/api.ts';
import type { Membership } from '../../../../lib/session/session.tsx';
import { useTask } from '../../../../lib/session/task.ts';
import { readWish, type WishDraft, writeWish } from '../../../../lib/territories/wish.ts';
import { type AskProblem, askProblems } from '../../model/ask-draft.ts';
import type { ChosenFile } from '../../model/chosen-file.ts';
import type { AnsweredCall, AskedAsset } from '../../model/documents.ts';
import { lettersOf } from '../../model/letters.ts';
import { useAskDraft, useSend } from '../../model/use-ask.ts';
import { MOST_CHARACTERS, useAskObstacle } from '../../model/use-obstacle.ts';
import { answerText } from '../../words/answer-text.ts';
import { askText } from '../../words/ask-text.ts';
import { AnsweredCallNotice } from './answered-call-notice.tsx';
import { AskedUse } from './asked-use.tsx';
import { FileField } from '../files/file-field.tsx';
import { Letters } from './letters.tsx';
import css from '../requests.module.css';

interface AskFormProps {
  readonly kind: AskedKind;
  readonly assets: readonly AskedAsset[];
  readonly hiddenCount: number;
  /** The call that it answers. */
  readonly call: AnsweredCall | null;
  /** The address names a call that does not exist for the reader. */
  readonly isCallMissing: boolean;
  /** For whom the reader may ask. */
  readonly askers: readonly Membership['organization'][];
}

/** To whom it goes, what they said beforehand, and what is asked. */
export function AskForm({ kind, assets, hiddenCount, call, isCallMissing, askers }: AskFormProps) {
  const t = useText(askText);
  const common = useText(answerText);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [wish, setWish] = useState(() => readWish(address));
  const [askerId, chooseAsker] = useState(askers[0]?.id ?? null);
  const subject = [kind, ...(call === null ? [] : [call.id]), assets.map(({ id }) => id).join()].join('.');
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const { draft, change, forget } = useAskDraft(subject, files);
  const [isTried, setIsTried] = useState(false);
  const currencies = useCurrencies();
  const currency =
    currencies === null ? null : (currencyAt(currencies, draft.token) ?? usualCurrency(currencies));
  const decimalsFault = useDecimalsFault();
  const send = useSend();
  const task = useTask();
  const today = todayOf(Math.floor(Date.now() / 1000));
  const letters = lettersOf(assets, {
    kind,
    askerId,
    today: formatDay(today),
    callerId: call?.organization.id ?? null,
  });
  const problems = currency === null ? [] : askProblems(draft, { kind, wish, currency, today });
  const isCallOver = isCallMissing || (call !== null && call.state !== 'OPEN');
  const obstacle = useAskObstacle({ letters, isCallOver, message: draft.message, files });
  const errorOf = (...names: readonly AskProblem[]) => {
    const found = names.find((name) => problems.includes(name));
    if (!isTried || found === undefined) return null;
    return found === 'message' || found === 'due' || found === 'price' || found === 'share'
      ? t(`problems.${found}`)
      : common(`problems.${found}`);
  };
  const unread = errorOf('price', 'priceLimit');
  const priceError =
    unread === null || currency === null ? unread : (decimalsFault(draft.price, currency) ?? unread);
  if (kind === 'REVIEW' && askerId === null) return <Empty title={t('notHolderTitle')} />;
  const changeUse = (part: Partial<WishDraft>) => {
    const changed = { ...wish, ...part };
    setWish(changed);
    change({});
    setAddress((before) => writeWish(before, changed), { replace: true, preventScrollReset: true });
  };
  const leaveOut = (left: readonly AskedAsset[]) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        const stay = assets.filter((asset) => !left.includes(asset));
        after.set('assets', stay.map(({ id }) => id).join(','));
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  const leaveCallOut = () =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('call');
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  const submit = async () => {
    setIsTried(true);
    if (currency === null || problems.length > 0 || obstacle !== null) return;
    await task.run(async () => {
      const ids = await send({
        kind,
        assetIds: assets.map(({ id }) => id),
        wish,
        draft,
        currency,
        organizationId: askerId,
        callId: call?.id ?? null,
        files,
      });
      forget();
      const [first] = ids;
      await navigate(ids.length === 1 ? `/requests/${first}` : '/requests?role=ASKER', {
        state: { sent: ids.length },
      });
    });
  };
  return (
    <form
      className={css['ask']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <AnsweredCallNotice call={call} isMissing={isCallMissing} onLeaveOut={leaveCallOut} />
      {hiddenCount > 0 && (
        <Notice tone="unknown">
          <p>{t('hidden', { count: hiddenCount })}</p>
        </Notice>
      )}
      <Letters letters={letters} canLeaveOut={letters.length > 1} onLeaveOut={leaveOut} />
      {askers.length > 1 && (
        <SelectField
          label={t('askedFor')}
          value={askerId ?? ''}
          choices={askers.map(({ id, name, slug }) => ({
            value: id,
            label: pickText(name, language)?.text ?? slug,
          }))}
          onChange={(id) => {
            chooseAsker(id);
            change({});
          }}
        />
      )}
      <TextField
        label={t('message')}
        hint={kind === 'USE' ? t('messageHint') : undefined}
        rows={6}
        limit={MOST_CHARACTERS}
        isRequired
        value={draft.message}
        error={errorOf('message')}
        onChange={(message) => change({ message })}
      />
      <FileField target={{ batch: draft.batch }} files={files} onChange={setFiles} isDisabled={task.isBusy} />
      {kind === 'USE' && (
        <section className={css['part']} aria-labelledby="ask-use">
          <h2 id="ask-use">{t('use')}</h2>
          <AskedUse value={wish} errorOf={errorOf} onChange={changeUse} />
        </section>
      )}
      <div className={css['pair']}>
        {kind === 'USE' && currencies !== null && currency !== null && (
          <CurrencyField
            currencies={currencies}
            value={currency}
            onChange={({ address: token }) => change({ token })}
          />
        )}
        {kind === 'USE' && (
          <TextField
            label={t('price', { symbol: currency?.symbol ?? '' })}
            hint={t('priceHint')}
            inputMode="decimal"
            autoComplete="off"
            value={draft.price}
            error={priceError}
            onChange={(price) => change({ price })}
          />
        )}
        {kind === 'USE' && letters.some(({ community }) => community !== null) && (
          <TextField
            label={t('share')}
            hint={t('shareHint')}
            inputMode="decimal"
            autoComplete="off"
            value={draft.share}
            error={errorOf('share')}
            onChange={(share) => change({ share })}
          />
        )}
        <TextField
          label={t('due')}
          hint={t('dueHint')}
          type="date"
          min={formatDay(today)}
          value={draft.dueDay}
          error={errorOf('due')}
          onChange={(dueDay) => change({ dueDay })}
        />
      </div>
      {isTried && problems.length > 0 && (
        <Notice tone="refused" isLive>
          <p>{t('check')}</p>
        </Notice>
      )}
      {task.error !== null && <ErrorNotice error={task.error} />}
      {obstacle !== null && <p className={css['obstacle']}>{obstacle}</p>}
      <div>
        <Button type="submit" kind="main" isDisabled={task.isBusy || obstacle !== null}>
          {t(task.isBusy ? 'sending' : 'send')}
        </Button>
      </div>
    </form>
  );
}
