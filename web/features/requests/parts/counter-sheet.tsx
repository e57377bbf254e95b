import { useState } from 'react';
import type { Currency } from '@lanran/protocol/kernel/money';
import { RIGHTS, rightName } from '@lanran/protocol/licensing/rights';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { Button } from '../../../components/forms/button.tsx';
import { CheckboxList } from '../../../components/forms/checkbox-list.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useKeptDraft } from '../../../lib/kept/use-kept-draft.ts';
import { communityShareOf } from '../../../lib/labels/community-share.ts';
import { useKnownRights } from '../../../lib/labels/known-rights.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useCurrencyOf } from '../../../lib/pricing/currencies.ts';
import { useDecimalsFault } from '../../../lib/pricing/use-price-line.ts';
import { priceUnits } from '../../../lib/territories/price-units.ts';
import { startingLarge } from '../../../lib/territories/window-text.ts';
import { useKept } from '../../../lib/session/use-kept.ts';
import {
  changeOf,
  type CounterDraft,
  type CounterProblem,
  draftOfTerms,
  problemsIn,
  readCounterDraft,
  shareBpsOf,
} from '../model/counter-draft.ts';
import type { Obstacles, Terms } from '../model/documents.ts';
import { useChosen } from '../model/use-chosen.ts';
import { MOST_CHARACTERS, useAnswerObstacle } from '../model/use-obstacle.ts';
import { findObstacles, useReply } from '../model/use-request.ts';
import { useTakeBack } from '../model/use-take-back.ts';
import { answerText } from '../words/answer-text.ts';
import type { AnswerSheetProps } from './answer-sheet.tsx';
import { Obstructed } from './answering/obstructed.tsx';
import { TakenBackNotice } from './answering/taken-back-notice.tsx';
import { AssetChoice } from './asset-choice.tsx';
import { Meanwhile } from './meanwhile.tsx';
import css from './requests.module.css';
import { UseFields } from './use-fields.tsx';

/** Other terms: a form with those on the table. */
export function CounterSheet(props: AnswerSheetProps) {
  const currencyOf = useCurrencyOf();
  const terms = props.answering.items[0]?.terms ?? null;
  const currency = terms === null ? null : currencyOf(terms.token);
  if (currency === null || terms === null) return null;
  return <Countering {...props} terms={terms} currency={currency} />;
}

interface CounteringProps extends AnswerSheetProps {
  readonly terms: Terms;
  readonly currency: Currency;
}

function Countering({ answering, present, standings, onClose, terms, currency }: CounteringProps) {
  const { request, voice } = answering;
  const t = useText(answerText);
  const { language } = useLanguage();
  const known = useKnownRights();
  const decimalsFault = useDecimalsFault();
  const { forget, ...chosen } = useChosen(answering);
  const base = draftOfTerms(terms, currency);
  const form = useKeptDraft({
    name: `request.${request.id}.counter`,
    present: base,
    read: readCounterDraft,
  });
  const [message, write] = useKept(`request.${request.id}.counterWords`);
  const [isTried, setIsTried] = useState(false);
  const [obstacles, setObstacles] = useState<readonly Obstacles[]>([]);
  const hindrance = useAnswerObstacle(answering, { present, message });
  const reply = useReply(request);
  const takingBack = useTakeBack(answering, { items: chosen.items, standings });
  const { draft } = form;
  const problems = problemsIn(draft, { base, currency });
  const errorOf = (...names: readonly CounterProblem[]) => {
    const found = names.find((name) => problems.includes(name));
    return isTried && found !== undefined ? t(`problems.${found}`) : null;
  };
  const unread = errorOf('price', 'priceLimit');
  const priceError = unread === null ? null : (decimalsFault(draft.price, currency) ?? unread);
  const change = (part: Partial<CounterDraft>) => form.change({ ...draft, ...part });
  const act = async () => {
    setIsTried(true);
    if (problems.length > 0 || chosen.items.length === 0) return null;
    const terms = changeOf(draft, { base, currency });
    const found = await findObstacles(request, { items: chosen.items, terms });
    setObstacles(found);
    if (found.length > 0) return null;
    if ((await takingBack.take(chosen.items)) === null) return null;
    return reply({
      kind: 'COUNTER',
      after: request.lastSequence,
      voice,
      items: chosen.items,
      message,
      terms,
    });
  };
  const hasCommunity = request.parties.some(({ role }) => role === 'COMMUNITY');
  return (
    <ActSheet
      title={t('counterTitle')}
      verb={t('counterVerb')}
      busyVerb={t('sending')}
      {...hindrance}
      act={act}
      onDone={() => {
        form.settle(draft);
        write('');
        forget();
        onClose();
      }}
      onClose={onClose}
    >
      <Meanwhile request={present} after={request.lastSequence} />
      <p>{t('counterLead')}</p>
      <TakenBackNotice request={request} takingBack={takingBack} />
      <Obstructed {...chosen} items={answering.items} obstacles={obstacles} onChoose={chosen.choose} />
      {form.isOvertaken && (
        <Notice tone="unknown">
          <p>{t('overtaken')}</p>
          <div>
            <Button onPress={form.startOver}>{t('startOver')}</Button>
          </div>
        </Notice>
      )}
      <AssetChoice {...chosen} items={answering.items} isTried={isTried} onChange={chosen.choose} />
      <div className={css['pair']}>
        <TextField
          label={t('price', { symbol: currency.symbol })}
          hint={base.price === '' ? t('priceHint') : undefined}
          inputMode="decimal"
          autoComplete="off"
          value={draft.price}
          error={priceError}
          onChange={(price) => change({ price })}
        />
        {hasCommunity && (
          <TextField
            label={t('share')}
            hint={voice.role === 'COMMUNITY' ? undefined : t('shareHint')}
            inputMode="decimal"
            autoComplete="off"
            value={draft.share}
            error={errorOf('share')}
            onChange={(share) => change({ share })}
          />
        )}
      </div>
      {hasCommunity && <ShareInMoney draft={draft} currency={currency} />}
      <UseFields value={draft} errorOf={errorOf} onChange={change} />
      <fieldset className={css['part']}>
        <legend>{t('rights')}</legend>
        <CheckboxList
          choices={known.map((right) => ({
            value: right,
            label: startingLarge(rightName(right, language)),
          }))}
          value={draft.rights}
          onChange={(rights) => change({ rights: RIGHTS.filter((right) => rights.includes(right)) })}
        />
      </fieldset>
      <TextField label={t('why')} rows={3} limit={MOST_CHARACTERS} value={message} onChange={write} />
      {errorOf('nothing') !== null && (
        <Notice tone="refused" isLive>
          <p>{errorOf('nothing')}</p>
        </Notice>
      )}
    </ActSheet>
  );
}

/** Read out as it changes. */
function ShareInMoney({ draft, currency }: { readonly draft: CounterDraft; readonly currency: Currency }) {
  const t = useText(answerText);
  const { money } = useFormats();
  const [price, bps] = [priceUnits(draft.price, currency), shareBpsOf(draft.share)];
  if (price === null || bps === null) return null;
  const amount = money(communityShareOf(price, bps).toString(), currency);
  return <p aria-live="polite">{t('shareInMoney', { amount })}</p>;
}
